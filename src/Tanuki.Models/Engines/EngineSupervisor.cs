using System.Globalization;
using Grpc.Core;
using Tanuki.Core;
using Tanuki.Engine.Contract;
using Tanuki.Models.Backbones;
using Tanuki.Models.Gpu;

namespace Tanuki.Models.Engines;

/// <summary>Reaches the user's one engine of this build, starting it when there is none.</summary>
internal sealed class EngineSupervisor(ModelEnvironment environment, IProgress<string>? status)
{
    private const int AttachAttempts = 3;
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ConnectInterval = TimeSpan.FromMilliseconds(10);

    /// <param name="modelPath">Absolute path of the first shard or single file.</param>
    /// <exception cref="BackboneUnavailableException">The engine cannot be started, or died of the model.</exception>
    /// <exception cref="TanukiException">The engine cannot load the model.</exception>
    public async Task<EngineConnection> ConnectAsync(string modelPath, CancellationToken cancellationToken)
    {
        var program = EngineProgram.Find(environment);
        var endpoint = await EndpointAsync(program, cancellationToken).ConfigureAwait(false);
        for (var attempt = 1; ; attempt++)
        {
            var process = await ReachAsync(program, endpoint, cancellationToken).ConfigureAwait(false);
            try
            {
                status?.Report("Loading the model");
                var connection = await EngineConnection.AttachAsync(endpoint, modelPath, process, environment.Time, cancellationToken).ConfigureAwait(false);
                await RequireSameBuildAsync(connection, program).ConfigureAwait(false);
                await RequireWishAsync(connection).ConfigureAwait(false);
                return connection;
            }
            catch (RpcException e) when (!cancellationToken.IsCancellationRequested)
            {
                var failure = await ExplainAsync(e, modelPath, process, endpoint, cancellationToken).ConfigureAwait(false);
                var perhapsGpu = process?.CrashedWithGpu == true && environment.Gpu == GpuWish.Auto;
                process?.Dispose();
                if (perhapsGpu)
                    status?.Report($"{failure!.Message} The next one does without its library for graphics processors");

                // An engine that was about to leave for lack of clients, the next one being ours; or one whose library is noted now.
                if ((failure is null || perhapsGpu) && attempt < AttachAttempts)
                    continue;
                throw failure ?? new BackboneUnavailableException(
                    "The engine went away each time that it was asked to load the model.", EngineObituary.Hint(endpoint, "Try again."), e);
            }
            catch
            {
                process?.Dispose();
                cancellationToken.ThrowIfCancellationRequested();
                throw;
            }
        }
    }

    /// <summary>The engine that runs already; null where none does.</summary>
    public async Task<EngineLink?> FindAsync(CancellationToken cancellationToken)
    {
        var endpoint = await EndpointAsync(EngineProgram.Find(environment), cancellationToken).ConfigureAwait(false);
        if (await EngineSocket.TryConnectAsync(endpoint.Socket, cancellationToken).ConfigureAwait(false) is not { } connected)
            return null;
        connected.Socket.Dispose();
        return new EngineLink(endpoint.Socket);
    }

    private Task<EngineEndpoint> EndpointAsync(EngineProgram program, CancellationToken cancellationToken) =>
        EngineEndpoint.ForAsync(environment.RuntimeDirectory, EngineIdentity.Of(program.Assembly), EngineSocket.User, cancellationToken);

    /// <summary>Returns once an engine listens: its process where this call started it, else null.</summary>
    private async Task<EngineProcess?> ReachAsync(EngineProgram program, EngineEndpoint endpoint, CancellationToken cancellationToken)
    {
        var began = environment.Time.GetTimestamp();
        using var starting = new StartLock(endpoint.StartLock);
        EngineProcess? process = null;
        try
        {
            while (environment.Time.GetElapsedTime(began) < StartPatience)
            {
                if (await EngineSocket.TryConnectAsync(endpoint.Socket, cancellationToken).ConfigureAwait(false) is { } connected)
                {
                    connected.Socket.Dispose();
                    if (process?.Id != connected.ProcessId)
                        return null;
                    var own = process;
                    process = null;
                    return own;
                }

                if (process is { HasExited: true })
                {
                    RequireAnotherOne(process.ExitCode, endpoint);
                    process.Dispose();
                    process = null;
                }
                else if (process is null && starting.TryTake())
                {
                    await TellOfOthersAsync(endpoint, cancellationToken).ConfigureAwait(false);
                    var gpu = GpuStart.Choose(environment);
                    status?.Report(gpu is null ? "Starting the engine" : $"Starting the engine for {gpu.Build.Name()}");
                    process = EngineProcess.Start(program, endpoint, environment, gpu);
                }

                await Task.Delay(ConnectInterval, environment.Time, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            process?.Dispose();
        }

        throw new BackboneUnavailableException(
            $"The engine did not answer within {StartPatience.TotalSeconds} seconds.",
            EngineObituary.Hint(endpoint, $"Its log is {endpoint.Log}."));
    }

    private async Task TellOfOthersAsync(EngineEndpoint endpoint, CancellationToken cancellationToken)
    {
        foreach (var other in endpoint.OtherSockets)
        {
            if (await EngineSocket.TryConnectAsync(other, cancellationToken).ConfigureAwait(false) is not { } connected)
                continue;
            connected.Socket.Dispose();
            status?.Report(string.Create(
                CultureInfo.InvariantCulture,
                $"An engine of another version of Tanuki runs as process {connected.ProcessId}; this one gets its own, and both share the machine"));
        }
    }

    private static async Task RequireSameBuildAsync(EngineConnection connection, EngineProgram program)
    {
        if (connection.Description.Build == EngineBuild.Of(program.Assembly))
            return;
        await connection.DisposeAsync().ConfigureAwait(false);
        throw new TanukiException(
            $"The engine {program.Assembly} and this program are from different builds.", "Build both again; ./tanuki does.");
    }

    /// <exception cref="TanukiException">The engine does something else than <c>TANUKI_GPU</c> asks for.</exception>
    private async Task RequireWishAsync(EngineConnection connection)
    {
        var (has, fault) = (connection.Description.Gpu, connection.Description.GpuFault);
        if (environment.Gpu.IsWhat(has))
        {
            if (fault.Length > 0)
                status?.Report($"The processor does the work: {Shown.Value(fault)}");
            return;
        }
        var wish = GpuWishes.Name(environment.Gpu);
        await connection.DisposeAsync().ConfigureAwait(false);
        throw fault.Length > 0
            ? new TanukiException($"{GpuWishes.Variable} asks for {wish}, which does not work: {Shown.Value(fault)}", $"{GpuWishes.Variable}=auto goes on with the processor.")
            : new TanukiException(
                $"{GpuWishes.Variable} asks for {wish}, but the engine that runs was started {(has.Length > 0 ? $"for {has}" : "without graphics processors")}.",
                "It leaves when it has been idle for a while; then the next one is what you ask for.");
    }

    private static void RequireAnotherOne(int exitCode, EngineEndpoint endpoint)
    {
        if (exitCode is not (0 or EngineProcess.AnotherOneRuns))
        {
            throw new BackboneUnavailableException(
                $"The engine {EngineObituary.Cause(exitCode)} while it was starting.",
                EngineObituary.Hint(endpoint, $"Its log is {endpoint.Log}."));
        }
    }

    private async Task<TanukiException?> ExplainAsync(
        RpcException error, string modelPath, EngineProcess? process, EngineEndpoint endpoint, CancellationToken cancellationToken)
    {
        switch (error.StatusCode)
        {
            case StatusCode.NotFound or StatusCode.DataLoss or StatusCode.InvalidArgument:
                return new TanukiException(
                    error.Status.Detail, "Check the file with `tanuki models verify`, or choose another model.", error);
            case StatusCode.ResourceExhausted:
                return new BackboneUnavailableException(error.Status.Detail, "Free some memory, or choose a smaller model.", error);
            case StatusCode.FailedPrecondition:
                return new BackboneUnavailableException(
                    error.Status.Detail, "Wait until the other client is done, or use the same model.", error);
        }

        var exited = process is not null
            && await process.ExitsWithinAsync(TimeSpan.FromSeconds(2), environment.Time, cancellationToken).ConfigureAwait(false);
        return exited && process!.ExitCode is not (0 or EngineProcess.AnotherOneRuns)
            ? new BackboneUnavailableException(
                $"The engine {EngineObituary.Cause(process.ExitCode)} while it was loading {modelPath}.",
                EngineObituary.Hint(endpoint, "The file may be damaged, or too large for this machine."), error)
            : null;
    }
}
