using System.Text;
using Tanuki.Sandbox.HostPrograms;

namespace Tanuki.Repositories.Git;

/// <summary>A work tree and git for it, started so that nothing the repository says is executed (<see cref="GitSettings"/>).</summary>
internal sealed class GitRepository
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _program;
    private readonly IReadOnlyList<string> _settings;

    private GitRepository(string program, string root, string gitDirectory, string commonDirectory, IReadOnlyList<string> settings)
    {
        _program = program;
        _settings = settings;
        Root = root;
        GitDirectory = gitDirectory;
        CommonDirectory = commonDirectory;
    }

    /// <summary>The top folder of the work tree.</summary>
    public string Root { get; }

    public string GitDirectory { get; }

    /// <summary>What stands for no object: as long as this repository's ids are.</summary>
    public required string NoId { get; init; }

    /// <summary>Differs from <see cref="GitDirectory"/> in a linked work tree.</summary>
    public string CommonDirectory { get; }

    /// <summary>Null when the folder belongs to no repository, or to one that ignores it.</summary>
    public static async Task<GitRepository?> FindAsync(string folder, CancellationToken cancellationToken)
    {
        if (HostProgram.Find("git") is not { } program)
            return null;
        var trusted = await Run(program, [], folder, ["config", "--global", "-z", "--get-regexp", GitSettings.TrustedPattern], default, null, true, cancellationToken);
        var settings = Split(trusted.Output).Select(pair => pair.Replace('\n', '=')).ToList();
        var place = await Run(
            program, settings, folder,
            ["rev-parse", "--path-format=absolute", "--show-toplevel", "--git-dir", "--git-common-dir", "--show-object-format"], default, null, false, cancellationToken);
        if (place.ExitCode != 0)
        {
            if (place.Errors.Contains("dubious ownership", StringComparison.Ordinal))
            {
                throw new GitException($"The repository at {folder} belongs to another user, so git does not read it.",
                    $"If you trust its owner: git config --global --add safe.directory {folder}");
            }

            return !Path.Exists(Path.Combine(folder, ".git")) ? null
                : throw new GitException($"git does not accept the repository at {folder}: {place.Errors.Trim()}", "See what `git status` says there.");
        }

        if (Text(place.Output.Span).TrimEnd('\n').Split('\n') is not [var root, var gitDirectory, var commonDirectory, var format])
            throw new GitException($"The repository at {folder} has a name with a line break.", "Work on a copy with a plain name.");
        if (!Path.Exists(Path.Combine(root, ".git")))
            throw new GitException($"The repository's configuration moves its work tree to {root}, which holds no .git.", "Remove core.worktree from it.");

        var names = await Run(program, settings, folder, ["config", "-z", "--name-only", "--get-regexp", GitSettings.ProgramPattern], default, null, false, cancellationToken);
        settings.AddRange(GitSettings.Disarm(Split(names.Output).Distinct()));
        var found = new GitRepository(program, root, gitDirectory, commonDirectory, settings) { NoId = new string('0', format == "sha256" ? 64 : 40) };
        return root == folder || !await found.IgnoresAsync(folder, cancellationToken) ? found : null;
    }

    /// <exception cref="GitException">git failed.</exception>
    public async Task<ReadOnlyMemory<byte>> RunAsync(
        IReadOnlyList<string> arguments, CancellationToken cancellationToken, ReadOnlyMemory<byte> input = default, GitPlace? place = null)
    {
        var end = await TryAsync(arguments, cancellationToken, input, place);
        return end.ExitCode == 0 ? end.Output : throw Failure(arguments[0], end);
    }

    public Task<HostProgramEnd> TryAsync(
        IReadOnlyList<string> arguments, CancellationToken cancellationToken, ReadOnlyMemory<byte> input = default, GitPlace? place = null) =>
        Run(_program, _settings, place?.WorkTree ?? Root, [$"--git-dir={GitDirectory}", $"--work-tree={place?.WorkTree ?? Root}", .. arguments], input, place, false, cancellationToken);

    /// <summary>The one line that git prints; null when it says no.</summary>
    public async Task<string?> LineAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var end = await TryAsync(arguments, cancellationToken);
        return end.ExitCode == 0 ? Text(end.Output.Span).Trim() : null;
    }

    public static GitException Failure(string command, HostProgramEnd end) => end.Limit switch
    {
        HostProgramLimit.Time => new GitException($"git {command} did not end in time.", "Is the repository on a slow disk, or is its .git locked?"),
        HostProgramLimit.Output => new GitException($"git {command} prints more than can be held in memory."),
        _ => new GitException($"git {command} failed: {end.Errors.Trim()}"),
    };

    /// <summary>The parts of an answer to <c>-z</c>. A name that is not UTF-8 keeps its bad bytes as U+FFFD, and names no file.</summary>
    public static IEnumerable<string> Split(ReadOnlyMemory<byte> output)
    {
        while (!output.IsEmpty)
        {
            var end = output.Span.IndexOf((byte)0);
            var part = end < 0 ? output : output[..end];
            output = end < 0 ? default : output[(end + 1)..];
            yield return Text(part.Span);
        }
    }

    public static bool IsUtf8(ReadOnlySpan<byte> bytes)
    {
        try
        {
            Strict.GetCharCount(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);

    private async Task<bool> IgnoresAsync(string folder, CancellationToken cancellationToken) =>
        (await TryAsync(["check-ignore", "--quiet", "--", Path.GetRelativePath(Root, folder)], cancellationToken)).ExitCode == 0;

    private static Task<HostProgramEnd> Run(
        string program,
        IEnumerable<string> settings,
        string folder,
        IReadOnlyList<string> arguments,
        ReadOnlyMemory<byte> input,
        GitPlace? place,
        bool user,
        CancellationToken cancellationToken)
    {
        var environment = GitSettings.Environment(user);
        if (place?.Index is { } index)
            environment["GIT_INDEX_FILE"] = index;
        foreach (var (name, value) in place?.Variables ?? [])
            environment[name] = value;
        return HostProgram.RunAsync(
            new HostProgramCommand
            {
                Program = program,
                Arguments = [.. GitSettings.Arguments(settings), .. arguments],
                Environment = environment,
                WorkingDirectory = folder,
                StandardInput = input,
            },
            cancellationToken);
    }
}

/// <summary>Where a command works when it is not on the user's own files.</summary>
/// <param name="Index">A temporary index, so that the user's stays as it is.</param>
/// <param name="WorkTree">A copy of the work tree.</param>
internal sealed record GitPlace(string? Index = null, string? WorkTree = null)
{
    public Dictionary<string, string>? Variables { get; init; }
}
