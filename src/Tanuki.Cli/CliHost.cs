using Tanuki.Agents.Orchestration;
using Tanuki.Core;
using Tanuki.Core.Runs;
using Tanuki.Core.Secrets;
using Tanuki.Models;
using Tanuki.Models.Backbones;
using Tanuki.Sandbox;
using Tanuki.Sandbox.Remote;

namespace Tanuki.Cli;

/// <summary>What a command touches of the outside; tests pass writers and folders of their own.</summary>
internal sealed record CliHost
{
    /// <summary>Data, and nothing else.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Progress, verdicts, errors.</summary>
    public required TextWriter Error { get; init; }

    public required Func<Stream> OpenInput { get; init; }

    /// <summary>Live progress is drawn only for people who watch.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Created when first asked for.</summary>
    public required Func<string> DataDirectory { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public Func<ModelEnvironment> ModelEnvironment { get; init; } = Models.ModelEnvironment.FromProcess;

    /// <summary>From a <c>--model</c> value; told what takes time.</summary>
    public Func<string, IProgress<string>?, CancellationToken, Task<IBackbone>> OpenBackbone { get; init; } = BackboneFactory.OpenAsync;

    public Func<SandboxPreference, CancellationToken, Task<ISandbox>> OpenSandbox { get; init; } = SandboxFactory.OpenAsync;

    /// <summary>Does not come back: this process goes on as the server.</summary>
    public Action<IReadOnlyList<string>> BecomeSandboxServer { get; init; } = SandboxServerProgram.Become;

    public IRunLog RunLog => new RedactingRunLog(new SqliteRunLog(DataDirectory(), Time), SecretScanner.ForProcess);

    public RunFolders Folders => new(DataDirectory);

    public static CliHost ForProcess() => new()
    {
        Out = Console.Out,
        Error = Console.Error,
        OpenInput = Console.OpenStandardInput,
        ErrorIsTerminal = !Console.IsErrorRedirected,
        DataDirectory = () => TanukiPaths.DataDirectory,
    };
}
