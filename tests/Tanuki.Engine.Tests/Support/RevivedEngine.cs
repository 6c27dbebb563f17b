using Grpc.Core;
using Tanuki.Engine.Contract;

namespace Tanuki.Engine.Tests.Support;

/// <summary>An engine that is killed now and then, and another in its place; what was going on is asked for again.</summary>
internal sealed class RevivedEngine(EngineOptions options, int contextTokens) : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly List<EngineProcess> _all = [];
    private AsyncServerStreamingCall<EngineDescription>? _attached;

    /// <summary>Engines so far.</summary>
    public int Lives => _all.Count;

    /// <summary>Memory that the engine takes, files that it maps included, in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            _all[^1].Process.Refresh();
            return _all[^1].Process.WorkingSet64;
        }
    }

    /// <summary>Asks until an engine lives long enough to answer.</summary>
    public async Task<T> AskAsync<T>(Func<Contract.Engine.EngineClient, Task<T>> ask)
    {
        while (true)
        {
            var engine = await LivingAsync();
            try
            {
                return await ask(engine.Client);
            }
            catch (RpcException) when (engine.Process.WaitForExit(TimeSpan.FromSeconds(2)))
            {
                // It was killed meanwhile.
            }
        }
    }

    public async Task KillAsync()
    {
        var engine = await LivingAsync();
        engine.Process.Kill();
        await engine.Process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _attached?.Dispose();
        foreach (var engine in _all)
            await engine.DisposeAsync();
        _gate.Dispose();
    }

    private async Task<EngineProcess> LivingAsync()
    {
        await _gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (_all is [.., { Process.HasExited: false } living])
                return living;
            var engine = new EngineProcess(options);
            _all.Add(engine);
            _attached?.Dispose();
            _attached = await engine.AttachAsync(contextTokens: contextTokens);
            return engine;
        }
        finally
        {
            _gate.Release();
        }
    }
}
