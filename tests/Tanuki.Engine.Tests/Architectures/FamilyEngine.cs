using Grpc.Core;
using Tanuki.Engine.Contract;
using Tanuki.Engine.Tests.Support;

namespace Tanuki.Engine.Tests.Architectures;

/// <summary>An engine that holds a family's tiny model.</summary>
public sealed class FamilyEngine<TFamily> : IAsyncLifetime
    where TFamily : TinyFamily, new()
{
    private readonly TemporaryFolder _folder = new();
    private readonly EngineProcess _engine = new();
    private AsyncServerStreamingCall<EngineDescription>? _attached;

    public TFamily Family { get; } = new();

    public string ModelPath => _folder.File("tiny.gguf");

    public Contract.Engine.EngineClient Client => _engine.Client;

    public EngineDescription Description => _attached!.ResponseStream.Current;

    public string File(string name) => _folder.File(name);

    public async ValueTask InitializeAsync()
    {
        Family.Write(ModelPath);
        _attached = await _engine.AttachAsync(ModelPath);
    }

    public async ValueTask DisposeAsync()
    {
        _attached?.Dispose();
        await _engine.DisposeAsync();
        _folder.Dispose();
    }
}
