using System.Threading.Channels;
using Google.Protobuf;
using Grpc.Core;
using Tanuki.Sandbox.Contract;
using Tanuki.Sandbox.Server.Jobs;

namespace Tanuki.Sandbox.Server.Serving;

/// <summary>
/// Carries bytes between a program and its client by credit: neither holds more than a window of what the other is not ready for, and
/// a kill or a verdict never waits behind them.
/// </summary>
internal sealed class ProgramCall(
    ISandboxProcess process, IAsyncStreamReader<StartRequest> requests, IServerStreamWriter<StartEvent> events, Admission.Ticket ticket, Shutdown shutdown) : IDisposable
{
    private readonly SemaphoreSlim _credit = new(Protocol.Window);
    private readonly Channel<ByteString> _input = Channel.CreateBounded<ByteString>(new BoundedChannelOptions(Protocol.Window) { SingleReader = true });

    // Bounded by the credits of both directions.
    private readonly Channel<StartEvent> _outgoing = Channel.CreateUnbounded<StartEvent>(new UnboundedChannelOptions { SingleReader = true });
    private volatile string? _violation;

    /// <summary>Messages of output that were sent and not said to be taken.</summary>
    private int _untaken;

    /// <summary>Returns when the program has ended and its output was sent, or when the client is gone and the program killed.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _outgoing.Writer.TryWrite(new StartEvent { Started = true });
        var sending = SendAsync(over.Token);
        var receiving = ReceiveAsync(over);
        var feeding = FeedAsync(over.Token);
        var reading = ReadAsync(over.Token);
        await using (over.Token.UnsafeRegister(static state => ((ISandboxProcess)state!).Kill(), process))
        await using (shutdown.Now.UnsafeRegister(static state => ((ISandboxProcess)state!).Kill(), process))
        {
            var verdict = await EndAsync();
            ticket.LeaveEarly();
            _outgoing.Writer.TryWrite(new StartEvent { Ended = JobMessages.Of(verdict) });
            await reading;
            _outgoing.Writer.TryComplete();
            await sending;
        }

        await over.CancelAsync();
        await receiving;
        await feeding;
        if (_violation is { } text)
            throw new RpcException(new Status(StatusCode.InvalidArgument, text));
    }

    public void Dispose() => _credit.Dispose();

    private async Task<SandboxVerdict> EndAsync()
    {
        try
        {
            var verdict = await process.Completion;
            return verdict.Outcome == SandboxOutcome.Killed && shutdown.Now.IsCancellationRequested ? Failures.Of(Failures.ShutDown) : verdict;
        }
        catch (Exception exception)
        {
            return Failures.Of($"the sandbox server failed: {exception.Message}");
        }
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var message in _outgoing.Reader.ReadAllAsync(cancellationToken))
                await events.WriteAsync(message, cancellationToken);
        }
        catch (Exception exception) when (IsGone(exception))
        {
            // The call is over, which its token says, too.
        }
    }

    private async Task ReceiveAsync(CancellationTokenSource over)
    {
        try
        {
            while (_violation is null && await requests.MoveNext(over.Token))
                Handle(requests.Current);
        }
        catch (Exception exception) when (IsGone(exception))
        {
            // As above.
        }

        _input.Writer.TryComplete();
        if (_violation is not null)
            await over.CancelAsync();
    }

    private void Handle(StartRequest message)
    {
        switch (message.EventCase)
        {
            case StartRequest.EventOneofCase.Input when message.Input.Length <= Protocol.ChunkBytes && _input.Writer.TryWrite(message.Input):
                break;
            case StartRequest.EventOneofCase.InputClosed:
                _input.Writer.TryComplete();
                break;
            case StartRequest.EventOneofCase.OutputTaken when message.OutputTaken > 0 && Interlocked.Add(ref _untaken, -message.OutputTaken) >= 0:
                _credit.Release(message.OutputTaken);
                break;
            case StartRequest.EventOneofCase.Kill:
                process.Kill();
                break;
            default:
                _violation = "The client does not keep to its credit.";
                break;
        }
    }

    private async Task FeedAsync(CancellationToken cancellationToken)
    {
        var refused = false;
        try
        {
            await foreach (var chunk in _input.Reader.ReadAllAsync(cancellationToken))
            {
                if (!refused && !await WriteAsync(chunk, cancellationToken))
                {
                    refused = true;
                    _outgoing.Writer.TryWrite(new StartEvent { InputRefused = true });
                }

                _outgoing.Writer.TryWrite(new StartEvent { InputTaken = 1 });
            }

            await process.StandardInput.DisposeAsync();
        }
        catch (OperationCanceledException)
        {
            // The program has ended.
        }
    }

    private async Task<bool> WriteAsync(ByteString chunk, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.WriteAsync(chunk.Memory, cancellationToken);
            await process.StandardInput.FlushAsync(cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            return false;
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[Protocol.ChunkBytes];
        try
        {
            while (true)
            {
                await _credit.WaitAsync(cancellationToken);
                var count = await process.StandardOutput.ReadAsync(buffer, cancellationToken);
                if (count == 0)
                    break;
                Interlocked.Increment(ref _untaken);
                _outgoing.Writer.TryWrite(new StartEvent { Output = ByteString.CopyFrom(buffer, 0, count) });
            }
        }
        catch (IOException)
        {
            // The driver lost the program; its verdict says so.
        }
        catch (OperationCanceledException)
        {
            return;
        }

        _outgoing.Writer.TryWrite(new StartEvent { OutputClosed = true });
    }

    private static bool IsGone(Exception exception) => exception is OperationCanceledException or IOException or InvalidOperationException or RpcException;
}
