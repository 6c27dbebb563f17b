using System.Globalization;
using Grpc.Core;
using Tanuki.Sandbox.Contract;
using Tanuki.Sandbox.Server.Jobs;

namespace Tanuki.Sandbox.Server.Serving;

/// <summary>The contract, call by call.</summary>
internal sealed class SandboxService(ISandbox sandbox, Admission admission, JobStore jobs, Shutdown shutdown, TimeProvider time) : SandboxServer.SandboxServerBase
{
    private readonly string _instance = Guid.NewGuid().ToString("N");

    public override Task<ServerDescription> Describe(DescribeRequest request, ServerCallContext context)
    {
        var (running, waiting, started) = admission.State;
        return Task.FromResult(new ServerDescription
        {
            Protocol = Protocol.Version,
            Instance = _instance,
            Driver = sandbox.Description.Driver,
            NotEnforced = { sandbox.Description.NotEnforced },
            MostJobBytes = JobMessages.MostJobBytes,
            MostKeptOutputBytes = JobMessages.MostKeptOutputBytes,
            Places = admission.Places,
            Queue = admission.Queue,
            Running = running,
            Waiting = waiting,
            Started = started,
            Kept = jobs.Kept,
        });
    }

    public override async Task<PrepareReply> Prepare(PrepareRequest request, ServerCallContext context)
    {
        var reply = new PrepareReply();
        if (await sandbox.PrepareAsync(request.Language, context.CancellationToken) is { } id)
            reply.Id = id;
        return reply;
    }

    public override async Task<RunReply> Run(RunRequest request, ServerCallContext context)
    {
        using var waiting = Accept(() => jobs.Submit(Id(request.Id), JobMessages.Job(request.Job), Left(context)));
        return await ReplyAsync(waiting, context);
    }

    public override async Task<RunReply> Fetch(FetchRequest request, ServerCallContext context)
    {
        using var waiting = Accept(() => jobs.Find(Id(request.Id)))
            ?? throw new RpcException(new Status(StatusCode.NotFound, "There is no such job here."), new Metadata { { Protocol.Instance, _instance } });
        return await ReplyAsync(waiting, context);
    }

    public override async Task<CancelReply> Cancel(CancelRequest request, ServerCallContext context)
    {
        await Accept(() => jobs.CancelAsync(Id(request.Id))).WaitAsync(context.CancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return new CancelReply();
    }

    public override async Task Start(
        IAsyncStreamReader<StartRequest> requestStream, IServerStreamWriter<StartEvent> responseStream, ServerCallContext context)
    {
        if (!await requestStream.MoveNext(context.CancellationToken) || requestStream.Current.EventCase != StartRequest.EventOneofCase.Begin)
            throw new RpcException(new Status(StatusCode.InvalidArgument, "A program begins with a job."));
        var job = Accept(() => JobMessages.Job(requestStream.Current.Begin));
        using var ticket = Accept(admission.Take);
        var (process, failure) = await StartAsync(job, ticket, context.CancellationToken);
        if (process is null)
        {
            await responseStream.WriteAsync(new StartEvent { Ended = JobMessages.Of(failure!) }, context.CancellationToken);
            return;
        }

        await using (process)
        {
            using var call = new ProgramCall(process, requestStream, responseStream, ticket, shutdown);
            await call.RunAsync(context.CancellationToken);
        }
    }

    /// <summary>Up to the start of the program itself; else the verdict that it never came to that.</summary>
    private async Task<(ISandboxProcess? Process, SandboxVerdict? Verdict)> StartAsync(SandboxJob job, Admission.Ticket ticket, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, shutdown.Now);
        try
        {
            await ticket.EnterAsync(end.Token);
            var process = await sandbox.StartAsync(job, end.Token);

            // What never ran has nothing to say; what ran and has ended already has.
            return ReferenceEquals(process.StandardOutput, Stream.Null) ? (null, await process.Completion) : (process, null);
        }
        catch (ArgumentException exception)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, exception.Message));
        }
        catch (OperationCanceledException) when (shutdown.Now.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return (null, Failures.Of(Failures.ShutDown));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return (null, Failures.Of($"the sandbox server failed: {exception.Message}"));
        }
    }

    private async Task<RunReply> ReplyAsync(JobStore.Waiting waiting, ServerCallContext context)
    {
        // Tells the client, should the connection break, that the job is here.
        await context.WriteResponseHeadersAsync(new Metadata { { Protocol.Instance, _instance } });
        try
        {
            return new RunReply { Verdict = JobMessages.Of(await waiting.Verdict.WaitAsync(context.CancellationToken)), Instance = _instance };
        }
        catch (ArgumentException exception)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, exception.Message));
        }
    }

    private TimeSpan? Left(ServerCallContext context)
    {
        if (context.Deadline == DateTime.MaxValue)
            return null;
        var left = context.Deadline - time.GetUtcNow().UtcDateTime;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private static string Id(string id) => id.Length == 32 && id.All(char.IsAsciiHexDigitLower)
        ? id
        : throw new ArgumentException("An id has 32 lower-case hex digits.", nameof(id));

    private static T Accept<T>(Func<T> take)
    {
        try
        {
            return take();
        }
        catch (SaturatedException exception)
        {
            throw Refusal(StatusCode.ResourceExhausted, exception, exception.RetryAfter);
        }
        catch (ClosedException exception)
        {
            throw Refusal(StatusCode.Unavailable, exception, TimeSpan.FromSeconds(1));
        }
        catch (ForgottenException exception)
        {
            throw new RpcException(new Status(exception.Cancelled ? StatusCode.FailedPrecondition : StatusCode.DataLoss, exception.Message));
        }
        catch (ArgumentException exception)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, exception.Message));
        }
    }

    private static RpcException Refusal(StatusCode code, Exception cause, TimeSpan retryAfter) => new(
        new Status(code, cause.Message),
        new Metadata { { Protocol.RetryAfter, Math.Ceiling(retryAfter.TotalMilliseconds).ToString("0", CultureInfo.InvariantCulture) } });
}
