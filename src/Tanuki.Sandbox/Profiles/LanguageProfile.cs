using System.Collections.ObjectModel;
using System.Text.Json.Serialization;
using Tanuki.Sandbox.Profiles.Errors;

namespace Tanuki.Sandbox.Profiles;

/// <summary>
/// How programs of one language are built and run, read from <c>Profiles/Data/LANGUAGE.json</c>. Commands are argument
/// vectors with placeholders: <c>{program}</c> (the first of <see cref="Programs"/> that exists), <c>{directory}</c> (its
/// folder), <c>{main}</c>, <c>{stem}</c> (its name without extension), <c>{base}</c> (its path in the job without extension),
/// <c>{sources}</c> (every source file, several arguments), <c>{work}</c> (the folder of the job's files), <c>{build}</c> (the
/// compiler's output folder), <c>{generated}</c> (the folder of <see cref="CompileStep.Generated"/>),
/// <c>{twice_memory}</c> (MiB), <c>{dotnet}</c> and <c>{sdk}</c> (folders of the .NET that runs Tanuki).
/// </summary>
public sealed record LanguageProfile
{
    /// <summary>A canonical language name.</summary>
    public required string Language { get; init; }

    /// <summary>The main file's name when the caller has none, e.g. for a program read from standard input.</summary>
    public required string MainFile { get; init; }

    /// <summary>Absolute paths of the interpreter or compiler, best first; links are followed.</summary>
    public required IReadOnlyList<string> Programs { get; init; }

    /// <summary>Prints the version on its first line.</summary>
    public required IReadOnlyList<string> Version { get; init; }

    /// <summary>The Debian packages to install for it; .NET is in none, and only needs them.</summary>
    public required IReadOnlyList<string> Install { get; init; }

    /// <summary>Folders and files seen read-only besides the system's programs and libraries; missing ones are left out.</summary>
    public IReadOnlyList<string> Mounts { get; init => field = value ?? []; } = [];

    /// <summary>
    /// Debian packages that belong into an image for this language, besides the one that holds the program; what they depend
    /// on comes along, and missing ones are left out.
    /// </summary>
    public IReadOnlyList<string> Packages { get; init => field = value ?? []; } = [];

    /// <summary>What an image holds of <see cref="Mounts"/>; by default all of it.</summary>
    public IReadOnlyList<string>? Image { get; init; }

    [JsonIgnore]
    public IReadOnlyList<string> ImagePaths => Image ?? Mounts;

    public IReadOnlyDictionary<string, string> Environment { get; init => field = value ?? ReadOnlyDictionary<string, string>.Empty; } = ReadOnlyDictionary<string, string>.Empty;

    public CompileStep? Compile { get; init; }

    public required IReadOnlyList<string> Run { get; init; }

    /// <summary>
    /// Whether the runtime lives with a limit on address space. Those that reserve much more than they use (V8, the JVM,
    /// .NET, Go) do not.
    /// </summary>
    public bool ToleratesAddressSpaceLimit { get; init; }

    /// <summary>How to read what its compiler and its runtime say about errors. Where two match the same text, the first counts.</summary>
    public IReadOnlyList<ErrorFormat> Errors { get; init => field = value ?? []; } = [];
}

/// <param name="Extensions">Which of the job's files are <c>{sources}</c>; with the dot.</param>
/// <param name="TimeSeconds">Wall time.</param>
/// <param name="Generated">
/// Files written beside the sources for the compiler, by name; content that is <c>@NAME</c> is that of the file NAME beside
/// the profile.
/// </param>
public sealed record CompileStep(
    IReadOnlyList<string> Extensions,
    IReadOnlyList<string> Command,
    double TimeSeconds,
    int MemoryMebibytes,
    int Processes,
    int DiskMebibytes,
    IReadOnlyDictionary<string, string>? Generated = null)
{
    [JsonIgnore]
    public SandboxLimits Limits => new()
    {
        Time = TimeSpan.FromSeconds(TimeSeconds),
        MemoryMebibytes = MemoryMebibytes,
        Processes = Processes,
        DiskMebibytes = DiskMebibytes,
        OutputBytes = 1024 * 1024,
    };
}
