using Tanuki.Agents.Checking;
using Tanuki.Agents.Orchestration;
using Tanuki.Models.Backbones;
using Tanuki.Sandbox;

namespace Tanuki.Cli.Runs;

/// <summary>Opens what an agent works with, model and sandbox at the same time, and closes it again.</summary>
internal sealed class AgentHouse : IAsyncDisposable
{
    private readonly ISandbox _sandbox;
    private readonly Lazy<Task<IBackbone>> _backbone;

    private AgentHouse(CliHost host, ISandbox sandbox, Lazy<Task<IBackbone>> backbone)
    {
        (_sandbox, _backbone) = (sandbox, backbone);
        Parts = new AgentParts
        {
            Backbone = _ => backbone.Value,
            Sandbox = sandbox,
            Checker = CandidateCheckers.Create(sandbox, host.Time),
            Folders = host.Folders,
            Time = host.Time,
        };
    }

    public AgentParts Parts { get; }

    /// <summary>Ready to work: failures to open come out here, before anything is logged.</summary>
    public static async Task<AgentHouse> OpenAsync(CliHost host, string model, SandboxPreference preference, IProgress<string> status, CancellationToken cancellationToken)
    {
        // Opening either is mostly work of this process: on one thread the second would begin where the first has to wait.
        var backbone = new Lazy<Task<IBackbone>>(() => Task.Run(() => host.OpenBackbone(model, status, cancellationToken), cancellationToken));
        _ = backbone.Value;
        var prepared = Task.Run(CodingAgent.Prepare, cancellationToken);
        AgentHouse? house = null;
        try
        {
            house = new AgentHouse(host, await host.OpenSandbox(preference, cancellationToken), backbone);
            await backbone.Value;
            await prepared;
            return house;
        }
        catch
        {
            await (house?.DisposeAsync() ?? CloseAsync(backbone));
            throw;
        }
    }

    /// <summary>The model is opened only when something asks for it.</summary>
    public static async Task<AgentHouse> OpenLazilyAsync(CliHost host, string model, SandboxPreference preference, IProgress<string> status, CancellationToken cancellationToken) =>
        new(host, await host.OpenSandbox(preference, cancellationToken), new(() => host.OpenBackbone(model, status, cancellationToken)));

    public async ValueTask DisposeAsync()
    {
        await CloseAsync(_backbone);
        await _sandbox.DisposeAsync();
    }

    private static async ValueTask CloseAsync(Lazy<Task<IBackbone>> backbone)
    {
        if (!backbone.IsValueCreated)
            return;

        // Whoever awaited it has its failure; here only a backbone that did open matters.
        await backbone.Value.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        if (backbone.Value.IsCompletedSuccessfully)
            await (await backbone.Value).DisposeAsync();
    }
}
