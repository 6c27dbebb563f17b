using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tanuki.Core;
using Tanuki.Engine.Contract;
using Tanuki.Engine.Hosting;
using Tanuki.Engine.Loading;
using Tanuki.Engine.Native;

namespace Tanuki.Engine.Scheduling;

/// <summary>
/// Evaluated texts on disk, for engines to come. The files hold the tokens of prompts as they are: the folder is for its owner only.
/// What another model or another build left is removed.
/// </summary>
/// <param name="origin">Names the model and the engine; keys and values of one mean nothing to another.</param>
/// <param name="budget">Bytes; the files that were written first go first.</param>
internal sealed class PrefixFolder(string folder, string origin, long budget)
{
    private const string Extension = ".prefix";
    private const int HashBytes = 32;

    /// <returns>The folder of a model in the data folder; null: nothing is to be kept.</returns>
    public static PrefixFolder? For(ModelFiles files, long budget)
    {
        if (budget == 0)
            return null;
        var shards = files.Shards.Select(shard => new FileInfo(shard)).ToList();
        var origin = string.Join('|', shards.Select(shard => string.Create(
            CultureInfo.InvariantCulture, $"{shard.FullName} {shard.Length} {shard.LastWriteTimeUtc.Ticks}")).Append(EngineBuild.Current));
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(shards[0].FullName)))[..12];
        return new PrefixFolder(Path.Combine(TanukiPaths.DataDirectory, "prefixes", name), origin, budget);
    }

    public IReadOnlyList<StoredPrefix> List()
    {
        if (!Directory.Exists(folder))
            return [];
        var stored = new List<StoredPrefix>();
        foreach (var path in Directory.EnumerateFiles(folder, "*" + Extension).Order(StringComparer.Ordinal))
        {
            if (ReadHead(path) is { } prefix)
                stored.Add(prefix);
            else
                File.Delete(path);
        }
        return stored;
    }

    /// <returns>Null: the file is not what it was.</returns>
    public static unsafe NativeBytes? Read(StoredPrefix prefix)
    {
        try
        {
            var content = File.ReadAllBytes(prefix.Path);
            if (content.Length != prefix.StateStart + prefix.StateBytes + HashBytes
                || !SHA256.HashData(content.AsSpan(..^HashBytes)).AsSpan().SequenceEqual(content.AsSpan(^HashBytes..)))
                return null;
            var state = new NativeBytes((nuint)prefix.StateBytes);
            content.AsSpan((int)prefix.StateStart, (int)prefix.StateBytes).CopyTo(new Span<byte>(state.Pointer, (int)prefix.StateBytes));
            return state;
        }
        catch (IOException)
        {
            return null;
        }
    }

    public unsafe void Write(int[] tokens, string key, NativeBytes state)
    {
        using var content = new MemoryStream();
        using var writer = new BinaryWriter(content);
        writer.Write(origin);
        writer.Write(key);
        writer.Write(tokens.Length);
        foreach (var token in tokens)
            writer.Write(token);
        writer.Write(state.Length);
        writer.Write(new ReadOnlySpan<byte>(state.Pointer, (int)state.Length));
        writer.Write(SHA256.HashData(content.GetBuffer().AsSpan(0, (int)content.Length)));

        PrivateFolder.Create(folder);
        var name = Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(key), .. tokens.SelectMany(BitConverter.GetBytes)]))[..32];
        var target = Path.Combine(folder, name + Extension);
        File.WriteAllBytes(target + ".part", content.ToArray());
        File.Move(target + ".part", target, overwrite: true);
        Shrink();
    }

    private void Shrink()
    {
        var files = new DirectoryInfo(folder).EnumerateFiles("*" + Extension).OrderBy(file => file.LastWriteTimeUtc).ToList();
        for (var bytes = files.Sum(file => file.Length); bytes > budget; files.RemoveAt(0))
        {
            bytes -= files[0].Length;
            files[0].Delete();
        }
    }

    private StoredPrefix? ReadHead(string path)
    {
        try
        {
            using var reader = new BinaryReader(File.OpenRead(path));
            if (reader.ReadString() != origin)
                return null;
            var key = reader.ReadString();
            var count = reader.ReadInt32();
            if (count < 1 || count > reader.BaseStream.Length / sizeof(int))
                return null;
            var tokens = new int[count];
            for (var i = 0; i < count; i++)
                tokens[i] = reader.ReadInt32();
            var bytes = reader.ReadInt64();
            return bytes > 0 && bytes == reader.BaseStream.Length - reader.BaseStream.Position - HashBytes
                ? new StoredPrefix(path, tokens, key, reader.BaseStream.Position, bytes)
                : null;
        }
        catch (Exception exception) when (exception is IOException or FormatException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

/// <param name="StateStart">Where in the file keys and values begin, in bytes.</param>
internal sealed record StoredPrefix(string Path, int[] Tokens, string Key, long StateStart, long StateBytes);
