using Grpc.Core;
using Tanuki.Engine.Adapters;
using Tanuki.Engine.Contract;
using Tanuki.Engine.Hosting;
using Tanuki.Engine.Loading;
using Tanuki.Engine.Native;
using Tanuki.Engine.Resources;
using Tanuki.Engine.Scheduling;
using Tanuki.Engine.Text;

namespace Tanuki.Engine.Serving;

/// <summary>The contract, call by call.</summary>
internal sealed class EngineService(
    ModelHost models, Attachments attachments, ResourceMonitor monitor, MemoryGuard guard, TimeProvider time) : Contract.Engine.EngineBase
{
    private static readonly WriteOptions _moreFollows = new(WriteFlags.BufferHint);

    public override Task<EngineDescription> Describe(DescribeRequest request, ServerCallContext context) =>
        Task.FromResult(Describe());

    public override async Task Attach(
        AttachRequest request, IServerStreamWriter<EngineDescription> responseStream, ServerCallContext context)
    {
        using var attachment = attachments.Attach(ConnectionOf(context));
        try
        {
            await models.LoadAsync(request.ModelPath, request.ContextTokens, () => attachments.Count <= 1, context.CancellationToken);
        }
        catch (ModelFileException exception)
        {
            throw new RpcException(new Status(exception.Fault switch
            {
                ModelFault.Missing => StatusCode.NotFound,
                ModelFault.Damaged => StatusCode.DataLoss,
                _ => StatusCode.InvalidArgument,
            }, exception.Message));
        }
        catch (SaturatedException exception)
        {
            throw new RpcException(new Status(StatusCode.ResourceExhausted, exception.Message));
        }
        catch (Exception exception) when (exception is ModelInUseException or NativeLibraryException)
        {
            throw new RpcException(new Status(StatusCode.FailedPrecondition, exception.Message));
        }
        await responseStream.WriteAsync(Describe(), context.CancellationToken);
        await Gone(context.CancellationToken);
    }

    public override async Task Generate(
        GenerateRequest request, IServerStreamWriter<GenerateEvent> responseStream, ServerCallContext context)
    {
        var model = Model();
        var outbox = new Outbox(time);
        var (job, refused) = await GenerateRequests.CreateAsync(request, model, guard, outbox, context.CancellationToken);
        if (job is null)
        {
            await responseStream.WriteAsync(new GenerateEvent { RequestRefused = refused }, context.CancellationToken);
            return;
        }
        model.Decoding.Submit(job);
        while (await TakeAsync(outbox, context.CancellationToken) is { Count: > 0 } events)
            for (var i = 0; i < events.Count; i++)
            {
                responseStream.WriteOptions = i + 1 < events.Count ? _moreFollows : WriteOptions.Default;
                await responseStream.WriteAsync(events[i], context.CancellationToken);
            }
    }

    public override Task<CountReply> Count(Prompt request, ServerCallContext context) =>
        Task.FromResult(new CountReply { Tokens = Tokenise(Model(), request).Length });

    public override async Task<ScoreReply> Score(ScoreRequest request, ServerCallContext context)
    {
        var model = Model();
        if (guard.IsShort)
            throw new RpcException(new Status(StatusCode.ResourceExhausted, "The machine has no memory to spare."));
        var prompt = Tokenise(model, request.Prompt);
        var continuation = model.Vocabulary.Tokenise(request.Continuation, parseSpecial: false, addSpecial: false);
        if (prompt.Length + continuation.Length > model.SequenceTokens)
            throw new RpcException(new Status(StatusCode.InvalidArgument,
                $"The text has {prompt.Length + continuation.Length} tokens, but there is room for {model.SequenceTokens}."));
        var adapters = await OrStatusAsync(() => model.Adapters.OpenAsync(request.Adapters, context.CancellationToken));
        var job = new ScoreJob(prompt, continuation, request.FullLogits, context.CancellationToken)
        {
            Fresh = request.Fresh,
            Adapters = adapters,
            Activation = adapters.ActivationIn(prompt) ?? throw new RpcException(new Status(StatusCode.InvalidArgument, GenerateRequests.NeverInvoked)),
        };
        model.Decoding.Submit(job);
        return await OrStatusAsync(() => job.Reply);
    }

    public override async Task<AdapterState> LoadAdapter(AdapterRequest request, ServerCallContext context)
    {
        var model = Model();
        var adapter = await OrStatusAsync(() => model.Adapters.OpenAsync(request.Path, context.CancellationToken));
        var (pinned, state) = await OrStatusAsync(() => model.Decoding.AskAsync(room =>
            (room.TryPin(adapter), room.Describe(new KnownAdapter(request.Path, adapter.Sha256, adapter.Bytes)))));
        return pinned ? state : throw new RpcException(new Status(StatusCode.ResourceExhausted,
            $"The adapter {request.Path} has {adapter.Bytes} bytes; those that stay leave too little room for it."));
    }

    public override async Task<AdapterState> UnloadAdapter(AdapterRequest request, ServerCallContext context)
    {
        var model = Model();
        var known = await model.Adapters.KnownAsync(context.CancellationToken);
        var adapter = known.FirstOrDefault(adapter => adapter.Path == request.Path)
            ?? throw new RpcException(new Status(StatusCode.NotFound, $"Nobody has used the adapter {request.Path}."));
        return await OrStatusAsync(() => model.Decoding.AskAsync(room =>
        {
            room.Unload(adapter.Sha256);
            return room.Describe(adapter);
        }));
    }

    public override async Task<AdapterList> ListAdapters(ListAdaptersRequest request, ServerCallContext context)
    {
        var model = Model();
        var known = await model.Adapters.KnownAsync(context.CancellationToken);
        return await model.Decoding.AskAsync(room => new AdapterList
        {
            Adapters = { known.Select(room.Describe) },
            Room = room.Budget,
            Loads = room.Loads,
        });
    }

    public override Task<ResourcesReply> Resources(ResourcesRequest request, ServerCallContext context) => Task.FromResult(new ResourcesReply
    {
        Cores = Environment.ProcessorCount,
        Samples = { monitor.Last(Math.Max(1, request.Samples)).Select(ResourceMessages.From) },
    });

    public override Task<ShutdownReply> Shutdown(ShutdownRequest request, ServerCallContext context)
    {
        attachments.LeaveWhenAloneWith(ConnectionOf(context));
        return Task.FromResult(new ShutdownReply());
    }

    private static string ConnectionOf(ServerCallContext context) => context.GetHttpContext().Connection.Id;

    private static async Task<IReadOnlyList<GenerateEvent>> TakeAsync(Outbox outbox, CancellationToken cancellationToken)
    {
        try
        {
            return await outbox.TakeAsync(cancellationToken);
        }
        catch (NativeLibraryException exception)
        {
            throw new RpcException(new Status(StatusCode.Internal, exception.Message));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, "The engine is stopping."));
        }
    }

    private static async Task Gone(CancellationToken cancellationToken)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellationToken.Register(() => gone.TrySetResult());
        await gone.Task;
    }

    private static int[] Tokenise(LoadedModel model, Prompt? prompt)
    {
        try
        {
            return model.Prompts.Tokenise(prompt);
        }
        catch (PromptException exception)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, exception.Message));
        }
    }

    private static async Task<T> OrStatusAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (ModelFileException exception)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, exception.Message));
        }
        catch (SaturatedException exception)
        {
            throw new RpcException(new Status(StatusCode.ResourceExhausted, exception.Message));
        }
        catch (NativeLibraryException exception)
        {
            throw new RpcException(new Status(StatusCode.Internal, exception.Message));
        }
    }

    private LoadedModel Model() =>
        models.Current ?? throw new RpcException(new Status(StatusCode.FailedPrecondition, "No model is loaded; attach first."));

    private EngineDescription Describe()
    {
        var description = new EngineDescription
        {
            Build = EngineBuild.Current,
            ProcessId = Environment.ProcessId,
            LlamaVersion = LlamaLibrary.ExpectedVersion,
            Clients = attachments.Count,
            Gpu = models.Gpu.Name ?? "",
            GpuFault = models.Gpu.Fault ?? "",
        };
        if (models.Current is not { } model)
            return description;
        description.ModelPath = model.Path;
        description.Architecture = model.Architecture;
        (description.Heads, description.KeyHeads) = model.Heads;
        description.ContextTokens = model.ContextTokens;
        description.Vocabulary = model.Vocabulary.Count;
        description.Threads = model.Threads;
        description.ActiveSequences = model.Decoding.ActiveSequences;
        description.WaitingRequests = model.Decoding.WaitingJobs;
        description.KvTokens = model.Decoding.UsedTokens;
        description.GuessedTokens = model.Decoding.GuessedTokens;
        description.SiblingTokens = model.Decoding.SiblingTokens;
        description.GpuLayers = model.Offload.Layers;
        description.Layers = model.Offload.Of;
        description.GpuDevices.AddRange(model.Offload.Devices.Zip(model.Offload.PerDevice, (device, layers) => new GpuDevice
        {
            Name = device.Name,
            Description = device.Description,
            Layers = layers,
            Free = device.Free,
            Total = device.Total,
        }).Where(device => device.Layers > 0));
        return description;
    }
}
