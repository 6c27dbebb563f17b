using System.Threading.Channels;
using Grpc.Core;
using Tanuki.Sandbox.Contract;
using Tanuki.Sandbox.Processes;

namespace Tanuki.Sandbox.Remote;

/// <summary>A program on the server that talks to the caller. Its life is the call's: whatever ends one ends the other.</summary>
internal sealed class RemoteProcess : ISandboxProcess
{
    private static readonly TimeSpan KillTime = TimeSpan.FromSeconds(10);

    private readonly AsyncDuplexStreamingCall<StartRequest, StartEvent> _call;
    private readonly CancellationTokenSource _life;
    private readonly Func<string, SandboxVerdict> _failure;
    private readonly RemoteInput _input;
    private readonly RemoteOutput _output;
    private readonly TaskCompletionSource<SandboxVerdict> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Bounded by the credits of both directions.
    private readonly Channel<StartRequest> _outgoing = Channel.CreateUnbounded<StartRequest>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _sending;
    private readonly Task _receiving;
    private int _disposed;

    private RemoteProcess(AsyncDuplexStreamingCall<StartRequest, StartEvent> call, CancellationTokenSource life, Func<string, SandboxVerdict> failure)
    {
        (_call, _life, _failure) = (call, life, failure);
        _input = new RemoteInput(Send);
        _output = new RemoteOutput(() => Send(new StartRequest { OutputTaken = 1 }));
        _sending = SendAsync();
        _receiving = ReceiveAsync();
    }

    public Stream StandardInput => _input;

    public Stream StandardOutput => _output;

    public Task<SandboxVerdict> Completion => _completion.Task;

    /// <param name="failure">The verdict for a failure of the sandbox with this reason.</param>
    /// <exception cref="RpcException">The server refuses, or cannot be reached.</exception>
    public static async Task<ISandboxProcess> StartAsync(
        RemoteLink link, Job job, TimeSpan limit, Func<string, SandboxVerdict> failure, CancellationToken cancellationToken)
    {
        var life = new CancellationTokenSource();
        var call = link.Client.Start(link.Within(limit, life.Token));
        try
        {
            await using (cancellationToken.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), life))
            {
                await BeginAsync(call, job);
                if (!await call.ResponseStream.MoveNext(CancellationToken.None))
                    throw new RpcException(new Status(StatusCode.Unavailable, "the server ended the call early"));
            }

            cancellationToken.ThrowIfCancellationRequested();
            if (call.ResponseStream.Current.EventCase == StartEvent.EventOneofCase.Started)
                return new RemoteProcess(call, life, failure);
            var ended = SandboxedProcess.Ended(JobMessages.Verdict(
                call.ResponseStream.Current.Ended ?? throw new RemoteFailure("the sandbox server says something that this version does not know")));
            call.Dispose();
            life.Dispose();
            return ended;
        }
        catch
        {
            call.Dispose();
            life.Dispose();
            throw;
        }
    }

    public void Kill() => Send(new StartRequest { Kill = true });

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return;
        Kill();
        await ((Task)Completion.WaitAsync(KillTime, TimeProvider.System, CancellationToken.None)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // The end of the call is the end of the program, too, should the server not have heard of it.
        await _life.CancelAsync();
        await _receiving;
        await _sending;
        _call.Dispose();
        _life.Dispose();
        await _input.DisposeAsync();
        await _output.DisposeAsync();
    }

    private static async Task BeginAsync(AsyncDuplexStreamingCall<StartRequest, StartEvent> call, Job job)
    {
        try
        {
            await call.RequestStream.WriteAsync(new StartRequest { Begin = job });
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException)
        {
            // The call is over already; reading says why.
        }
    }

    private void Send(StartRequest request) => _outgoing.Writer.TryWrite(request);

    private async Task SendAsync()
    {
        try
        {
            await foreach (var request in _outgoing.Reader.ReadAllAsync(_life.Token))
                await _call.RequestStream.WriteAsync(request, _life.Token);
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException or OperationCanceledException)
        {
            // The call is over; the receiving side knows why.
        }
    }

    private async Task ReceiveAsync()
    {
        var reason = "the sandbox server ended the call early";
        try
        {
            while (await _call.ResponseStream.MoveNext(CancellationToken.None))
                Handle(_call.ResponseStream.Current);
        }
        catch (Exception e)
        {
            // Whatever it is, whoever waits for the program must hear of it.
            reason = e is RpcException error ? RemoteFailure.Reason(error) : e.Message;
            await _life.CancelAsync();
        }

        _outgoing.Writer.TryComplete();
        _input.Refuse();
        if (_completion.TrySetResult(_failure(reason)))
            _output.Complete(null);
        else
            _output.Complete(new IOException($"The program's output is incomplete: {reason}."));
    }

    private void Handle(StartEvent message)
    {
        switch (message.EventCase)
        {
            case StartEvent.EventOneofCase.Output:
                _output.Receive(message.Output.Memory);
                break;
            case StartEvent.EventOneofCase.OutputClosed:
                _output.Complete(null);
                break;
            case StartEvent.EventOneofCase.InputTaken:
                _input.Taken(message.InputTaken);
                break;
            case StartEvent.EventOneofCase.InputRefused:
                _input.Refuse();
                break;
            case StartEvent.EventOneofCase.Ended:
                _input.Refuse();
                _completion.TrySetResult(JobMessages.Verdict(message.Ended));
                break;
        }
    }
}
