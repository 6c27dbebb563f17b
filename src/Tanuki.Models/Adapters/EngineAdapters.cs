using Grpc.Core;
using Tanuki.Core;
using Tanuki.Engine.Contract;
using Tanuki.Models.Backbones;
using Tanuki.Models.Catalogue;
using Tanuki.Models.Engines;

namespace Tanuki.Models.Adapters;

/// <summary>Loads adapters into the user's engine and out of it.</summary>
public sealed class EngineAdapters(ModelEnvironment environment)
{
    private readonly AdapterLibrary _library = new(environment);

    /// <summary>Reads it, checks that it fits the model, and has it ready until it is unloaded or the engine leaves.</summary>
    /// <param name="adapter">As <see cref="AdapterLibrary"/> knows it, or a path.</param>
    /// <param name="model">A catalogue name or the path of a GGUF; the engine is started where there is none.</param>
    /// <exception cref="TanukiException">There is no such adapter or model, it does not fit, or there is no room for it.</exception>
    public async Task<EngineAdapter> LoadAsync(string adapter, string model, IProgress<string>? status, CancellationToken cancellationToken)
    {
        var resolved = new ModelCatalogue(environment).Resolve(model);
        // Nothing need be started for a name that does not exist.
        _library.Require(adapter);
        await using var engine = await new EngineSupervisor(environment, status).ConnectAsync(resolved.FirstFile, cancellationToken).ConfigureAwait(false);
        var path = _library.Import(adapter, new LoraTarget(engine.Description.Architecture, engine.Description.Heads, engine.Description.KeyHeads));
        return await CallAsync(async () => From(await engine.Client.LoadAdapterAsync(new AdapterRequest { Path = path }, cancellationToken: cancellationToken))).ConfigureAwait(false)
            ?? throw new BackboneUnavailableException("The engine gave its model up.", "Try again.");
    }

    /// <returns>Null: no engine has it.</returns>
    /// <exception cref="UsageException">There is no such adapter.</exception>
    public async Task<EngineAdapter?> UnloadAsync(string adapter, CancellationToken cancellationToken)
    {
        var path = _library.Resolve(adapter);
        using var engine = await new EngineSupervisor(environment, status: null).FindAsync(cancellationToken).ConfigureAwait(false);
        return engine is null ? null : await CallAsync(async () =>
            From(await engine.Client.UnloadAdapterAsync(new AdapterRequest { Path = path }, cancellationToken: cancellationToken))).ConfigureAwait(false);
    }

    /// <summary>Those that the engine has used since it loaded its model; none where no engine runs.</summary>
    public async Task<IReadOnlyList<EngineAdapter>> ListAsync(CancellationToken cancellationToken)
    {
        using var engine = await new EngineSupervisor(environment, status: null).FindAsync(cancellationToken).ConfigureAwait(false);
        if (engine is null)
            return [];
        var list = await CallAsync(async () =>
            await engine.Client.ListAdaptersAsync(new ListAdaptersRequest(), cancellationToken: cancellationToken)).ConfigureAwait(false);
        return [.. (list?.Adapters ?? []).Select(From)];
    }

    /// <returns>Null: the engine has no model, or has never seen the adapter.</returns>
    private static async Task<T?> CallAsync<T>(Func<Task<T>> call)
        where T : class
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (RpcException error)
        {
            return error.StatusCode switch
            {
                StatusCode.NotFound or StatusCode.FailedPrecondition => null,
                StatusCode.InvalidArgument => throw new TanukiException(error.Status.Detail, "Adapters are made for one model; `tanuki adapters list` shows those of this machine.", error),
                StatusCode.ResourceExhausted => throw new TanukiException(
                    error.Status.Detail, "Unload one with `tanuki adapters unload`, or give the engine more with TANUKI_ADAPTER_MEMORY.", error),
                _ => throw new BackboneUnavailableException($"The engine failed: {Shown.Value(error.Status.Detail)}", "Try again.", error),
            };
        }
    }

    private static EngineAdapter From(AdapterState state) => new(state.Path, state.Sha256, state.Bytes, state.Loaded, state.Pinned, state.InUse);
}
