using System.Globalization;
using System.Text;
using Tanuki.Sandbox;

namespace Tanuki.Tools.Workspaces;

/// <summary>A command's end, with its output as text.</summary>
internal sealed record SessionRun(SandboxVerdict Verdict, byte[] Stdout, bool TooMuch)
{
    public bool Ok => Verdict.Outcome == SandboxOutcome.Ok;

    public string Output => Encoding.UTF8.GetString(Stdout);

    /// <summary>Both streams, errors last.</summary>
    public string Everything => Verdict.Stderr.Length == 0 ? Verdict.Stdout : Verdict.Stdout.Length == 0 ? Verdict.Stderr : $"{Verdict.Stdout.TrimEnd('\n')}\n{Verdict.Stderr}";

    /// <summary>How it ended, in words that go on after the program's name: <c>ended with exit code 1</c>.</summary>
    public string End => Verdict.Outcome switch
    {
        SandboxOutcome.Ok => "succeeded",
        SandboxOutcome.TimedOut => "was stopped because its time was over",
        SandboxOutcome.OutOfMemory => "was stopped because it used too much memory",
        SandboxOutcome.OutputLimit => "was stopped because it printed too much",
        SandboxOutcome.DiskLimit => "wrote more than the workspace may hold",
        SandboxOutcome.ProcessLimit => "started too many processes",
        SandboxOutcome.SandboxFailure => "could not be run",
        _ => Verdict.ExitCode is { } code
            ? string.Create(CultureInfo.InvariantCulture, $"ended with exit code {code}")
            : string.Create(CultureInfo.InvariantCulture, $"was ended by signal {Verdict.Signal}"),
    };

    public ToolOutcome Outcome => Verdict.Outcome switch
    {
        SandboxOutcome.Ok => ToolOutcome.Ok,
        SandboxOutcome.TimedOut => ToolOutcome.TimedOut,
        SandboxOutcome.SandboxFailure => ToolOutcome.Unavailable,
        _ => ToolOutcome.Failed,
    };
}
