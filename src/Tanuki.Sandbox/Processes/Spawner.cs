using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Tanuki.Sandbox.Processes;

/// <summary>
/// Starts a child through <c>posix_spawn</c> in a session of its own, with default signal handling and exactly the given
/// descriptors, environment and arguments.
/// </summary>
/// <remarks>
/// The kernel delivers a parent-death signal when the <em>thread</em> that spawned the child ends, so callers spawn on
/// the thread that supervises the child to its end.
/// </remarks>
internal static class Spawner
{
    private const short SetSignalDefaults = 0x04;
    private const short SetSignalMask = 0x08;
    private const short SetSession = 0x80;

    // glibc and musl need at most 336 bytes for any of these opaque structures.
    private const int OpaqueSize = 512;

    /// <param name="program">Absolute path.</param>
    /// <param name="descriptors">The child's descriptor numbers (below 64) and what they refer to.</param>
    public static int Spawn(
        string program,
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string> environment,
        IReadOnlyList<(int Target, SafeFileHandle Source)> descriptors,
        string? workingDirectory = null)
    {
        var actions = Marshal.AllocHGlobal(OpaqueSize);
        var attributes = Marshal.AllocHGlobal(OpaqueSize);
        var signals = Marshal.AllocHGlobal(128);
        var argv = Strings([program, .. arguments]);
        var envp = Strings([.. environment.Select(pair => $"{pair.Key}={pair.Value}")]);
        try
        {
            Check(posix_spawn_file_actions_init(actions));
            Check(posix_spawnattr_init(attributes));
            foreach (var (target, source) in descriptors)
                Check(posix_spawn_file_actions_adddup2(actions, (int)source.DangerousGetHandle(), target));
            CloseOthers(actions, 1 + descriptors.Max(descriptor => descriptor.Target));
            if (workingDirectory is not null)
                Check(posix_spawn_file_actions_addchdir_np(actions, workingDirectory));

            _ = sigemptyset(signals);
            Check(posix_spawnattr_setsigmask(attributes, signals));
            _ = sigfillset(signals);
            Check(posix_spawnattr_setsigdefault(attributes, signals));
            Check(posix_spawnattr_setflags(attributes, SetSignalDefaults | SetSignalMask | SetSession));
            Check(posix_spawn(out var pid, program, actions, attributes, argv, envp));
            return pid;
        }
        finally
        {
            _ = posix_spawn_file_actions_destroy(actions);
            _ = posix_spawnattr_destroy(attributes);
            Marshal.FreeHGlobal(actions);
            Marshal.FreeHGlobal(attributes);
            Marshal.FreeHGlobal(signals);
            Free(argv);
            Free(envp);
        }
    }

    /// <summary>Replaces this process by another program; comes back only with the number of the error.</summary>
    public static int Become(string program, IReadOnlyList<string> arguments)
    {
        var argv = Strings(arguments);
        _ = execvp(program, argv);
        var error = Marshal.GetLastPInvokeError();
        Free(argv);
        return error;
    }

    /// <summary>Descriptors that this process itself inherited may lack the close-on-exec flag.</summary>
    private static void CloseOthers(nint actions, int first)
    {
        try
        {
            Check(posix_spawn_file_actions_addclosefrom_np(actions, first));
        }
        catch (EntryPointNotFoundException)
        {
            // C libraries other than glibc 2.34 and later.
            foreach (var path in Directory.EnumerateFileSystemEntries("/proc/self/fd"))
            {
                if (int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture) is var fd && fd >= first)
                    Check(posix_spawn_file_actions_addclose(actions, fd));
            }
        }
    }

    private static nint[] Strings(IReadOnlyList<string> values)
    {
        var pointers = new nint[values.Count + 1];
        for (var i = 0; i < values.Count; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(values[i]);
            pointers[i] = Marshal.AllocHGlobal(bytes.Length + 1);
            Marshal.Copy(bytes, 0, pointers[i], bytes.Length);
            Marshal.WriteByte(pointers[i], bytes.Length, 0);
        }

        return pointers;
    }

    private static void Free(nint[] pointers)
    {
        foreach (var pointer in pointers)
            Marshal.FreeHGlobal(pointer);
    }

    private static void Check(int error)
    {
        if (error != 0)
            throw new Win32Exception(error, $"posix_spawn failed with errno {error}");
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int execvp([MarshalAs(UnmanagedType.LPUTF8Str)] string program, nint[] arguments);

    [DllImport("libc")]
    private static extern int posix_spawn(
        out int pid, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, nint actions, nint attributes, nint[] argv, nint[] envp);

    [DllImport("libc")]
    private static extern int posix_spawn_file_actions_init(nint actions);

    [DllImport("libc")]
    private static extern int posix_spawn_file_actions_destroy(nint actions);

    [DllImport("libc")]
    private static extern int posix_spawn_file_actions_adddup2(nint actions, int source, int target);

    [DllImport("libc")]
    private static extern int posix_spawn_file_actions_addclosefrom_np(nint actions, int first);

    [DllImport("libc")]
    private static extern int posix_spawn_file_actions_addclose(nint actions, int fd);

    [DllImport("libc")]
    private static extern int posix_spawn_file_actions_addchdir_np(nint actions, [MarshalAs(UnmanagedType.LPUTF8Str)] string path);

    [DllImport("libc")]
    private static extern int posix_spawnattr_init(nint attributes);

    [DllImport("libc")]
    private static extern int posix_spawnattr_destroy(nint attributes);

    [DllImport("libc")]
    private static extern int posix_spawnattr_setflags(nint attributes, short flags);

    [DllImport("libc")]
    private static extern int posix_spawnattr_setsigdefault(nint attributes, nint signals);

    [DllImport("libc")]
    private static extern int posix_spawnattr_setsigmask(nint attributes, nint signals);

    [DllImport("libc")]
    private static extern int sigemptyset(nint signals);

    [DllImport("libc")]
    private static extern int sigfillset(nint signals);
}
