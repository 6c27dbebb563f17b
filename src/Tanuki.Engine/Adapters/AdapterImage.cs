using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Tanuki.Engine.Adapters;

/// <summary>
/// The bytes of an adapter file in memory that has no name: what was checked and hashed is what llama.cpp reads, whatever
/// becomes of the file. The memory is given back when nobody refers to the image any more.
/// </summary>
internal sealed partial class AdapterImage
{
    private const uint CloseOnExec = 1;

    private readonly SafeFileHandle _memory;

    private AdapterImage(SafeFileHandle memory, string sha256, long bytes, int[]? invocation) =>
        (_memory, Sha256, Bytes, Invocation) = (memory, sha256, bytes, invocation);

    /// <summary>Lower-case hex.</summary>
    public string Sha256 { get; }

    public long Bytes { get; }

    /// <summary>The tokens from which on it counts (aLoRA); null: from the first one on.</summary>
    public int[]? Invocation { get; }

    /// <summary>Where this process can open it.</summary>
    public string Path => $"/proc/self/fd/{_memory.DangerousGetHandle()}";

    public static AdapterImage Create(ReadOnlySpan<byte> content, int[]? invocation = null)
    {
        var descriptor = MemoryFile("adapter", CloseOnExec);
        if (descriptor < 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        var memory = new SafeFileHandle(descriptor, ownsHandle: true);
        RandomAccess.Write(memory, content, 0);
        return new AdapterImage(memory, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content)), content.Length, invocation);
    }

    [LibraryImport("libc", EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MemoryFile(string name, uint flags);
}
