using Grpc.Core;
using Tanuki.Engine.Contract;

namespace Tanuki.Engine.Tests.Support;

/// <summary>One engine with the bundled backbone for all tests of the collection.</summary>
public sealed class EngineFixture : IAsyncLifetime
{
    private readonly EngineProcess _engine = new();
    private AsyncServerStreamingCall<EngineDescription>? _attached;

    public Contract.Engine.EngineClient Client => _engine.Client;

    public EngineDescription Description => _attached!.ResponseStream.Current;

    public async ValueTask InitializeAsync() => _attached = await _engine.AttachAsync();

    public async ValueTask DisposeAsync()
    {
        _attached?.Dispose();
        await _engine.DisposeAsync();
    }
}
