using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Tanuki.Sandbox.Processes;
using Tanuki.Sandbox.Unsafe;

namespace Tanuki.Sandbox.Profiles;

/// <summary>Finds the toolchains in the system's own folders; those of a home folder are never used.</summary>
public static class ToolchainProbe
{
    private static readonly ConcurrentDictionary<string, Task<Toolchain>> Found = new(StringComparer.Ordinal);

    /// <summary>Every language, present or not, ordered by name. The first call runs each toolchain's version command.</summary>
    public static async Task<IReadOnlyList<Toolchain>> FindAllAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(ProfileCatalogue.All.Select(FindAsync)).WaitAsync(cancellationToken);

    /// <summary>Null when no profile has this canonical name.</summary>
    public static async Task<Toolchain?> FindAsync(string language, CancellationToken cancellationToken) =>
        ProfileCatalogue.Find(language) is { } profile ? await FindAsync(profile).WaitAsync(cancellationToken) : null;

    /// <summary>Where the program is, without running anything.</summary>
    internal static string? Locate(LanguageProfile profile)
    {
        foreach (var path in profile.Programs.Select(path => Placeholders.Machine(path)))
        {
            if (Path.IsPathRooted(path) && Resolve(path) is { } resolved && !IsPrivate(resolved))
                return resolved;
        }

        return null;
    }

    /// <summary>What is there is remembered; what failed may have been slow, or the machine busy, and is tried again.</summary>
    internal static async Task<Toolchain> FindAsync(LanguageProfile profile)
    {
        var probe = Found.GetOrAdd(profile.Language, _ => ProbeAsync(profile));
        var toolchain = await probe;
        if (!toolchain.Present)
            Found.TryRemove(KeyValuePair.Create(profile.Language, probe));
        return toolchain;
    }

    private static async Task<Toolchain> ProbeAsync(LanguageProfile profile)
    {
        if (Locate(profile) is not { } program)
        {
            var places = string.Join(" or ", profile.Programs.Select(path => Placeholders.Machine(path)));
            return new Toolchain(profile, null, "", "", $"{places} is not there (Debian: apt-get install {string.Join(' ', profile.Install)})");
        }

        var command = profile.Version.Select(argument => Placeholders.Machine(argument).Replace("{program}", program, StringComparison.Ordinal)).ToList();
        var plan = new ProcessPlan
        {
            Program = command[0],
            Arguments = command[1..],
            Environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin", ["LANG"] = "C.UTF-8", ["HOME"] = "/nonexistent" },
            Time = TimeSpan.FromSeconds(20),
            OutputBytes = 64 * 1024,
            KeptOutputBytes = 64 * 1024,
        };
        try
        {
            var end = await Supervisor.Start(plan, new SessionTree()).Completion;
            var text = end.Stdout.Length > 0 ? end.Stdout : end.Stderr;
            var version = text.Split('\n')[0].Trim();
            if (end.ExitCode != 0)
                return new Toolchain(profile, null, "", "", $"`{string.Join(' ', command)}` failed: {version}");
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{program}\n{version}")));
            return new Toolchain(profile, program, version, hash, null);
        }
        catch (Exception exception) when (LocalSandbox.IsOfTheMachine(exception))
        {
            return new Toolchain(profile, null, "", "", exception.Message);
        }
    }

    private static string? Resolve(string path)
    {
        try
        {
            return File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static bool IsPrivate(string path) =>
        path.StartsWith("/home/", StringComparison.Ordinal) || path.StartsWith("/root/", StringComparison.Ordinal) ||
        (Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) is { Length: > 1 } home
            && path.StartsWith(home + "/", StringComparison.Ordinal));
}
