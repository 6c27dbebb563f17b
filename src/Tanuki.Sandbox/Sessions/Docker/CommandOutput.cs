using Docker.DotNet;
using Tanuki.Sandbox.Processes;

namespace Tanuki.Sandbox.Sessions.Docker;

/// <summary>The standard output of a command in a container, as a stream; what it says of errors is passed over.</summary>
internal sealed class CommandOutput(MultiplexedStream streams) : ReadOnlyStream
{
    private readonly byte[] _chunk = new byte[64 * 1024];
    private int _start;
    private int _end;
    private bool _ended;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_start == _end && !_ended)
        {
            var result = await streams.ReadOutputAsync(_chunk, 0, _chunk.Length, cancellationToken);
            _ended = result.EOF;
            (_start, _end) = (0, !_ended && result.Target == MultiplexedStream.TargetStream.StandardOut ? result.Count : 0);
        }

        var count = Math.Min(buffer.Length, _end - _start);
        _chunk.AsMemory(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }
}
