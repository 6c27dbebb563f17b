using Tanuki.Core;
using Tanuki.Engine.Offloading;
using Tanuki.Engine.Resources;

namespace Tanuki.Engine.Loading;

/// <summary>Holds the one model that the engine has, and exchanges it when only one client is there.</summary>
internal sealed class ModelHost(MemoryBudget budget, GpuLibrary gpu, MemoryGuard guard, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _loading = new(1, 1);
    private volatile LoadedModel? _model;

    /// <summary>Null while none is loaded.</summary>
    public LoadedModel? Current => _model;

    public GpuLibrary Gpu { get; } = gpu;

    /// <param name="path">First shard, absolute.</param>
    /// <param name="contextTokens">0 for the default.</param>
    /// <param name="mayReplace">Whether a model that is already there may be given up.</param>
    /// <exception cref="ModelFileException">The model cannot be loaded.</exception>
    /// <exception cref="SaturatedException">There is too little memory for it.</exception>
    /// <exception cref="ModelInUseException">Another model is there and must stay.</exception>
    public async Task<LoadedModel> LoadAsync(
        string path, int contextTokens, Func<bool> mayReplace, CancellationToken cancellationToken)
    {
        await _loading.WaitAsync(cancellationToken);
        try
        {
            if (_model is { } current)
            {
                var same = current.Path == path;
                if (same && (current.ContextTokens >= contextTokens || !mayReplace()))
                    return current;
                if (!mayReplace())
                    throw new ModelInUseException(current.Path);
                _model = null;
                current.Dispose();
            }
            return _model = await Task.Run(() => LoadedModel.Load(path, contextTokens, budget, Gpu, guard, time), cancellationToken);
        }
        finally
        {
            _loading.Release();
        }
    }

    public void Dispose()
    {
        _model?.Dispose();
        _model = null;
        _loading.Dispose();
    }
}

/// <summary>Another client uses another model.</summary>
internal sealed class ModelInUseException(string path) : TanukiException(
    $"The engine holds the model {path} for other clients.", "Wait until they are done, or use the same model.");
