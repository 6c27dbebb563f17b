using Tanuki.Sandbox.Profiles;

namespace Tanuki.Sandbox.Sessions;

internal static class SessionVariables
{
    /// <summary>Those of the languages, the last one's first, and the command's own before all.</summary>
    public static IReadOnlyDictionary<string, string> Of(SessionCommand command, IEnumerable<LanguageProfile> profiles)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in profiles.SelectMany(profile => profile.Environment).Concat(command.Environment))
            variables[name] = value;
        return variables;
    }

    /// <summary><c>env</c> finds the program and says what is wrong in the way that shells do: 125, 126 and 127.</summary>
    public static IReadOnlyList<string> Words(SessionCommand command)
    {
        var folder = command.WorkingDirectory.Length == 0 ? GuestFolders.Private.Work : $"{GuestFolders.Private.Work}/{command.WorkingDirectory}";
        return ["/usr/bin/env", $"--chdir={folder}", "--", .. command.Arguments];
    }

    /// <exception cref="ArgumentException">There is no profile for one of the languages.</exception>
    public static async Task<IReadOnlyList<Toolchain>> ToolchainsAsync(SessionCommand command, CancellationToken cancellationToken)
    {
        var found = new List<Toolchain>();
        foreach (var language in command.Languages.Distinct(StringComparer.Ordinal))
        {
            found.Add(await ToolchainProbe.FindAsync(language, cancellationToken)
                ?? throw new ArgumentException($"There is no profile for the language '{language}'.", nameof(command)));
        }

        return found;
    }
}
