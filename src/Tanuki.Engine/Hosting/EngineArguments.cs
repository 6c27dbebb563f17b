using System.Globalization;
using Tanuki.Core;
using Tanuki.Engine.Resources;

namespace Tanuki.Engine.Hosting;

/// <param name="SocketPath">Absolute; at most <see cref="LongestSocketPath"/> bytes.</param>
/// <param name="LockPath">Absolute.</param>
/// <param name="KeepAlive">0: until the last client leaves.</param>
/// <param name="GpuLibrary">Absolute; the library of ggml that uses graphics processors. Null: the processor alone.</param>
/// <param name="GpuLayers">Layers of a model that go there, the output counted; null: as many as fit.</param>
internal sealed record EngineArguments(
    string SocketPath, string LockPath, TimeSpan KeepAlive, MemoryBudget Budget, string? GpuLibrary = null, int? GpuLayers = null)
{
    /// <summary>What the kernel has room for in a socket's address is 108 bytes.</summary>
    public const int LongestSocketPath = 100;

    public const int DefaultKeepAliveSeconds = 300;

    private const string Usage = "Tanuki.Engine --socket PATH --lock PATH [--keep-alive SECONDS] [--adapter-memory MIB] [--prefix-memory MIB] [--prefix-disk MIB]"
        + " [--gpu-library PATH [--gpu-layers N]]";

    /// <exception cref="UsageException">Anything but these options with proper values.</exception>
    public static EngineArguments Parse(IReadOnlyList<string> arguments)
    {
        string? socket = null, lockPath = null, gpuLibrary = null;
        int? gpuLayers = null;
        var keepAlive = DefaultKeepAliveSeconds;
        var (adapters, prefixes, onDisk) = (MemoryBudget.DefaultAdapterMebibytes, MemoryBudget.DefaultPrefixMebibytes, 0);
        for (var i = 0; i < arguments.Count; i += 2)
        {
            if (i + 1 == arguments.Count)
                throw new UsageException($"{arguments[i]} has no value.", Usage);
            var value = arguments[i + 1];
            switch (arguments[i])
            {
                case "--socket": socket = value; break;
                case "--lock": lockPath = value; break;
                case "--keep-alive": keepAlive = Number(value, "seconds"); break;
                case "--adapter-memory": adapters = Number(value, "mebibytes"); break;
                case "--prefix-memory": prefixes = Number(value, "mebibytes"); break;
                case "--prefix-disk": onDisk = Number(value, "mebibytes"); break;
                case "--gpu-library": gpuLibrary = Path.GetFullPath(value); break;
                case "--gpu-layers": gpuLayers = Number(value, "layers"); break;
                default: throw new UsageException($"There is no option {arguments[i]}.", Usage);
            }
        }
        if (socket is null || lockPath is null)
            throw new UsageException("The engine needs to know its socket and its lock.", Usage);
        socket = Path.GetFullPath(socket);
        if (System.Text.Encoding.UTF8.GetByteCount(socket) > LongestSocketPath)
            throw new UsageException($"The socket's path {socket} is longer than {LongestSocketPath} bytes.", "Use a shorter folder.");
        return new EngineArguments(
            socket, Path.GetFullPath(lockPath), TimeSpan.FromSeconds(keepAlive), MemoryBudget.OfMebibytes(adapters, prefixes, onDisk), gpuLibrary, gpuLayers);
    }

    private static int Number(string value, string unit) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new UsageException($"\"{value}\" is not a number of {unit}.", Usage);
}
