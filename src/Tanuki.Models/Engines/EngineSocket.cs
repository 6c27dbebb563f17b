using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;
using Tanuki.Core;

namespace Tanuki.Models.Engines;

/// <summary>Connects to an engine and makes sure whose it is.</summary>
internal static class EngineSocket
{
    private const int SolSocket = 1;
    private const int SoPeerCred = 17;

    private static readonly Lazy<int> EffectiveUser = new(() => int.Parse(
        File.ReadLines("/proc/self/status").First(l => l.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[2],
        CultureInfo.InvariantCulture));

    public static int User => EffectiveUser.Value;

    /// <summary>A connected socket and the process behind it, or null when nobody listens.</summary>
    public static async Task<(Socket Socket, int ProcessId)?> TryConnectAsync(string path, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken).ConfigureAwait(false);
            return (socket, RequireOwnPeer(socket, path));
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static int RequireOwnPeer(Socket socket, string path)
    {
        Span<byte> credentials = stackalloc byte[12];
        socket.GetRawSocketOption(SolSocket, SoPeerCred, credentials);
        var user = BinaryPrimitives.ReadInt32LittleEndian(credentials[4..]);
        return user == User
            ? BinaryPrimitives.ReadInt32LittleEndian(credentials)
            : throw new TanukiException(
                $"The engine at {path} belongs to another user ({user}).", "Set XDG_RUNTIME_DIR to a folder of your own.");
    }
}
