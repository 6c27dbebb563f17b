using System.Text.RegularExpressions;

namespace Tanuki.Sandbox.Sessions;

internal static partial class SessionOptionsCheck
{
    /// <exception cref="ArgumentOutOfRangeException">A limit lies outside its documented range.</exception>
    public static void Validate(WorkspaceLimits limits)
    {
        SandboxLimitsCheck.Within(limits.Mebibytes, 1, 1024, nameof(limits.Mebibytes));
        SandboxLimitsCheck.Within(limits.Files, 16, 1_000_000, nameof(limits.Files));
    }

    /// <exception cref="ArgumentException">The command cannot be given to any sandbox.</exception>
    public static void Validate(SessionCommand command)
    {
        SandboxLimitsCheck.Validate(command.Limits);
        if (command.Arguments.Count == 0 || command.Arguments[0].Length == 0 || command.Arguments[0].Contains('='))
            throw new ArgumentException("A command begins with a program, whose name holds no '='.", nameof(command));
        if (command.Arguments.Concat(command.Environment.Values).Any(text => text.Contains('\0')))
            throw new ArgumentException("An argument or variable contains a NUL character.", nameof(command));
        if (command.Environment.Keys.FirstOrDefault(name => !VariableName().IsMatch(name)) is { } odd)
            throw new ArgumentException($"'{odd}' is not a variable's name.", nameof(command));
        var folder = command.WorkingDirectory;
        if (folder.Length > 0 && (folder.Contains('\0') || folder.Split('/').Any(part => part is "" or "." or "..")))
            throw new ArgumentException($"'{folder.Replace('\0', '?')}' is not a folder inside the workspace.", nameof(command));
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*\\z", RegexOptions.CultureInvariant)]
    private static partial Regex VariableName();
}
