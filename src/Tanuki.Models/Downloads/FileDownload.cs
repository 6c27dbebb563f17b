using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Tanuki.Core;

namespace Tanuki.Models.Downloads;

/// <summary>A file to fetch.</summary>
/// <param name="Name">A file name without folders.</param>
/// <param name="Bytes">Null when only the server knows.</param>
/// <param name="Sha256">Lower-case hex; null when it is not known beforehand.</param>
internal sealed record WantedFile(Uri Address, string Name, long? Bytes, string? Sha256);

/// <summary>
/// Fetches one file in pieces, several at a time, and goes on where an earlier process stopped. The file has its name only once its
/// bytes were compared; until then it is called <c>NAME.part</c>, with what is known about it in <c>NAME.part.json</c>.
/// </summary>
internal sealed class FileDownload(FileServer server, DownloadLimits limits, TimeProvider time)
{
    private const int BufferBytes = 128 * 1024;

    /// <param name="received">Told how many bytes of the file are here and how many it has; the latter is null while nobody knows.</param>
    /// <returns>The file's SHA-256, lower-case hex.</returns>
    /// <exception cref="TanukiException">The server refuses, breaks off too often, or serves something else; the disk is too small.</exception>
    public async Task<string> FetchAsync(WantedFile wanted, string folder, Action<long, long?> received, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, wanted.Name);
        using var part = Lock(path + ".part");
        var remote = await WithPatienceAsync(wanted, () => server.DescribeAsync(wanted.Address, cancellationToken), cancellationToken);
        if (wanted.Bytes is { } promised && remote.Bytes is { } offered && offered != promised)
            throw new TanukiException(
                $"The server's {wanted.Name} has {offered} bytes instead of {promised}.", "Name the model's file by its own address, or update Tanuki.");

        for (var ranges = remote is { Ranges: true, Validator: not null }; ;)
        {
            try
            {
                if (ranges)
                    await FetchPiecesAsync(wanted, remote, part, path, received, cancellationToken);
                else
                    await FetchWholeAsync(wanted, remote.Bytes, part, path, received, cancellationToken);
                break;
            }
            catch (FalseRangeException) when (ranges)
            {
                // A server that is wrong about parts may well be right about the whole.
                ranges = false;
                Discard(part, path);
            }
            catch (FileChangedException)
            {
                Discard(part, path);
                throw new TanukiException($"{wanted.Name} changed on the server while it was fetched.", "Run the command again to fetch the new one.");
            }
        }

        var sha256 = await CompareAsync(wanted, wanted.Sha256 ?? remote.Sha256, part, path, cancellationToken);
        File.Move(path + ".part", path, overwrite: true);
        File.Delete(StatePath(path));
        return sha256;
    }

    private static SafeFileHandle Lock(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, FileOptions.Asynchronous);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TanukiException($"{path} cannot be written.", "Perhaps another `tanuki models pull` is fetching it; if not, check the folder's permissions.", e);
        }
    }

    private async Task FetchPiecesAsync(
        WantedFile wanted, RemoteFile remote, SafeFileHandle part, string path, Action<long, long?> received, CancellationToken cancellationToken)
    {
        var bytes = remote.Bytes!.Value;
        var state = RandomAccess.GetLength(part) == bytes ? DownloadState.Read(StatePath(path), remote.Validator!, bytes) : null;
        state ??= DownloadState.Begin(remote.Validator!, bytes, limits.PieceBytes);
        RequireRoom(wanted, path, bytes - state.Received);
        RandomAccess.SetLength(part, bytes);
        received(state.Received, bytes);
        try
        {
            await Parallel.ForEachAsync(
                state.Pieces.Where(piece => piece.Next < piece.End),
                new ParallelOptions { MaxDegreeOfParallelism = limits.Connections, CancellationToken = cancellationToken },
                async (piece, cancelled) => await FetchPieceAsync(wanted, state, piece, part, path, received, cancelled));
        }
        finally
        {
            Remember(state, part, path);
        }
    }

    private async Task FetchPieceAsync(
        WantedFile wanted, DownloadState state, Piece piece, SafeFileHandle part, string path, Action<long, long?> received, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        for (var failures = 0; piece.Next < piece.End;)
        {
            var before = piece.Next;
            try
            {
                using var response = await server.OpenRangeAsync(wanted.Address, piece.Next, piece.End, state, cancellationToken);
                await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
                while (piece.Next < piece.End)
                {
                    var count = await server.ReadAsync(body, buffer, cancellationToken);
                    if (count == 0)
                        throw new PassingFailureException("the server breaks off");
                    await RandomAccess.WriteAsync(part, buffer.AsMemory(0, (int)Math.Min(count, piece.End - piece.Next)), piece.Next, cancellationToken);
                    piece.Next += Math.Min(count, piece.End - piece.Next);
                    received(state.Received, state.Bytes);
                }
            }
            catch (PassingFailureException failure)
            {
                failures = piece.Next > before ? 1 : failures + 1;
                await BearAsync(wanted, failure, failures, cancellationToken);
            }
        }
        Remember(state, part, path);
    }

    /// <summary>From a server that knows no parts: each failure means to begin again.</summary>
    private async Task FetchWholeAsync(
        WantedFile wanted, long? bytes, SafeFileHandle part, string path, Action<long, long?> received, CancellationToken cancellationToken)
    {
        RequireRoom(wanted, path, bytes ?? 0);
        var buffer = new byte[BufferBytes];
        for (var failures = 0; ;)
        {
            Discard(part, path);
            try
            {
                using var response = await server.OpenWholeAsync(wanted.Address, cancellationToken);
                await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
                var at = 0L;
                while (await server.ReadAsync(body, buffer, cancellationToken) is > 0 and var count)
                {
                    await RandomAccess.WriteAsync(part, buffer.AsMemory(0, count), at, cancellationToken);
                    received(at += count, bytes);
                    if (at > bytes)
                        throw new TanukiException($"The server sends more of {wanted.Name} than the {bytes} bytes that it has.", "Name another address.");
                }
                if (bytes is null || at == bytes)
                    return;
                throw new PassingFailureException("the server breaks off");
            }
            catch (PassingFailureException failure)
            {
                await BearAsync(wanted, failure, ++failures, cancellationToken);
            }
        }
    }

    private async Task<string> CompareAsync(WantedFile wanted, string? expected, SafeFileHandle part, string path, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 20];
        var isGguf = true;
        for (var offset = 0L; await RandomAccess.ReadAsync(part, buffer, offset, cancellationToken) is > 0 and var count; offset += count)
        {
            if (offset == 0)
                isGguf = buffer.AsSpan(0, count).StartsWith("GGUF"u8);
            hash.AppendData(buffer, 0, count);
        }
        var sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (expected is not null && sha256 != expected)
        {
            Discard(part, path);
            throw new TanukiException(
                $"What the server sent as {wanted.Name} is something else: its SHA-256 is {sha256}, expected is {expected}. It was deleted.",
                "Run the command again; if that changes nothing, do not trust this address.");
        }
        if (!isGguf)
        {
            Discard(part, path);
            throw new TanukiException($"What the server sent as {wanted.Name} is not a GGUF model. It was deleted.", "Name the address of the file itself, not of a page about it.");
        }
        return sha256;
    }

    private async Task<T> WithPatienceAsync<T>(WantedFile wanted, Func<Task<T>> attempt, CancellationToken cancellationToken)
    {
        for (var failures = 0; ;)
        {
            try
            {
                return await attempt();
            }
            catch (PassingFailureException failure)
            {
                await BearAsync(wanted, failure, ++failures, cancellationToken);
            }
        }
    }

    private async Task BearAsync(WantedFile wanted, PassingFailureException failure, int failures, CancellationToken cancellationToken)
    {
        if (failures >= limits.Attempts)
        {
            throw new TanukiException(
                $"{wanted.Name} could not be fetched from {Shown.Value(wanted.Address.Host)}: {failure.Message}, {failures} times in a row.",
                "Run the command again to go on from where it stopped.", failure);
        }
        var delay = failure.After is { } after && after < limits.LongestDelay ? after : limits.DelayBefore(failures);
        await Task.Delay(delay, time, cancellationToken);
    }

    private void RequireRoom(WantedFile wanted, string path, long bytes)
    {
        var free = limits.FreeBytes(Path.GetDirectoryName(path)!);
        if (bytes + limits.KeepFreeBytes > free)
        {
            throw new TanukiException(
                $"{wanted.Name} needs {Megabytes(bytes)} MB more on the disk of {Path.GetDirectoryName(path)}, which has {Megabytes(free)} MB left.",
                $"Make room, or set XDG_DATA_HOME to a folder on a larger disk; {Megabytes(limits.KeepFreeBytes)} MB stay free for others.");
        }
    }

    private static void Remember(DownloadState state, SafeFileHandle part, string path)
    {
        lock (state)
            state.Write(StatePath(path), () => RandomAccess.FlushToDisk(part));
    }

    private static void Discard(SafeFileHandle part, string path)
    {
        RandomAccess.SetLength(part, 0);
        File.Delete(StatePath(path));
    }

    private static string StatePath(string path) => path + ".part.json";

    private static long Megabytes(long bytes) => bytes / 1_000_000;
}
