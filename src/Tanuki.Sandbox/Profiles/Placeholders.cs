using System.Runtime.InteropServices;

namespace Tanuki.Sandbox.Profiles;

/// <summary>Fills the placeholders of a profile's commands.</summary>
internal static class Placeholders
{
    private static readonly Lazy<string> DotnetRoot = new(() =>
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")));

    private static readonly Lazy<string> Sdk = new(() => Newest(Path.Combine(DotnetRoot.Value, "sdk")));

    private static readonly Lazy<string> References = new(() => string.Join('\n', Directory
        .EnumerateFiles(Newest(Path.Combine(DotnetRoot.Value, "packs", "Microsoft.NETCore.App.Ref")), "*.dll", SearchOption.AllDirectories)
        .Where(path => path.Contains("/ref/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Select(path => $"-r:\"{path}\"")));

    /// <summary>What depends on the machine only.</summary>
    public static string Machine(string text) => text
        .Replace("{dotnet}", DotnetRoot.Value, StringComparison.Ordinal)
        .Replace("{sdk}", Sdk.Value, StringComparison.Ordinal)
        .Replace("{framework}", $"{Environment.Version.Major}.{Environment.Version.Minor}.0", StringComparison.Ordinal)
        .Replace("{arch}", RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "aarch64" : "x86_64", StringComparison.Ordinal);

    /// <summary>The content of a generated file.</summary>
    public static string Generated(string text) => Machine(text.Contains("{references}", StringComparison.Ordinal)
        ? text.Replace("{references}", References.Value, StringComparison.Ordinal)
        : text);

    public static IReadOnlyList<string> Command(IReadOnlyList<string> template, Toolchain toolchain, SandboxJob job, GuestFolders folders)
    {
        var program = toolchain.Program!;
        var extensions = toolchain.Profile.Compile?.Extensions ?? [];
        var main = job.Files[0].Path;
        return [.. template.SelectMany(argument => argument == "{sources}"
            ? job.Files.Select(file => file.Path)
                .Where(path => path == main || extensions.Contains(Path.GetExtension(path), StringComparer.Ordinal))
                .Select(path => $"{folders.Work}/{path}")
            : [Machine(argument)
                .Replace("{program}", program, StringComparison.Ordinal)
                .Replace("{main}", $"{folders.Work}/{main}", StringComparison.Ordinal)
                .Replace("{base}", Path.ChangeExtension(main, null), StringComparison.Ordinal)
                .Replace("{stem}", Path.GetFileNameWithoutExtension(main), StringComparison.Ordinal)
                .Replace("{directory}", Path.GetDirectoryName(program), StringComparison.Ordinal)
                .Replace("{work}", folders.Work, StringComparison.Ordinal)
                .Replace("{build}", folders.Build, StringComparison.Ordinal)
                .Replace("{generated}", folders.Generated, StringComparison.Ordinal)
                // The runtime's own limit above ours, so that the kernel's verdict comes first.
                .Replace("{twice_memory}", $"{2 * job.Limits.MemoryMebibytes}", StringComparison.Ordinal)])];
    }

    /// <summary>The subfolder with the highest version, or a path that does not exist.</summary>
    private static string Newest(string folder) => !Directory.Exists(folder)
        ? Path.Combine(folder, "none")
        : Directory.EnumerateDirectories(folder)
            .Where(path => System.Version.TryParse(Path.GetFileName(path).Split('-')[0], out _))
            .MaxBy(path => System.Version.Parse(Path.GetFileName(path).Split('-')[0])) ?? Path.Combine(folder, "none");
}
