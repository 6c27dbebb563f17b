using System.Runtime.InteropServices;

namespace Tanuki.Sandbox.Processes;

/// <summary>
/// Lets the calling thread act as another user for a moment, so that what it spawns is that user's from its first
/// instruction. For the kernel credentials belong to threads; only C libraries give all threads the same, so these are raw
/// system calls.
/// </summary>
internal static class ThreadUser
{
    private const int GetDumpable = 3;
    private const int SetDumpable = 4;
    private const uint Root = 0;
    private const uint Unchanged = uint.MaxValue;

    private static readonly bool Arm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;
    private static readonly int Dumpable = Libc.prctl(GetDumpable, 0, 0, 0, 0);

    private static long SetGroups => Arm ? 159 : 116;

    private static long SetUsers => Arm ? 147 : 117;

    private static long SetGroupIds => Arm ? 149 : 119;

    /// <summary>Needs root, whose saved id the thread keeps meanwhile; a program that is executed keeps nothing of it.</summary>
    public static T As<T>(uint user, Func<T> action)
    {
        Libc.Check(getresuid(out var real, out var effective, out var saved), "getresuid");
        Libc.Check(getresgid(out var realGroup, out var effectiveGroup, out var savedGroup), "getresgid");
        var groups = new uint[Libc.Check(getgroups(0, null), "getgroups")];
        Libc.Check(getgroups(groups.Length, groups), "getgroups");
        try
        {
            Call(SetGroups, 0, 0, 0);
            Call(SetGroupIds, user, user, user);
            Call(SetUsers, user, user, Root);
            return action();
        }
        finally
        {
            try
            {
                Call(SetUsers, Unchanged, Root, Unchanged);
                Call(SetUsers, real, effective, saved);
                Call(SetGroupIds, realGroup, effectiveGroup, savedGroup);
                Libc.Check((int)setgroups(SetGroups, groups.Length, groups), "setgroups");

                // The kernel takes it from a process whose user changes.
                Libc.Check(Libc.prctl(SetDumpable, Dumpable, 0, 0, 0), "prctl");
            }
            catch (System.ComponentModel.Win32Exception exception)
            {
                // A thread that is half somebody else must not go on.
                Environment.FailFast("the sandbox's thread could not become its own user again", exception);
            }
        }
    }

    private static void Call(long number, uint first, uint second, uint third) =>
        Libc.Check((int)Libc.syscall(number, (nint)first, (nint)second, (nint)third, 0), "changing the thread's user");

    [DllImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static extern long setgroups(long number, nint count, uint[] groups);

    [DllImport("libc", SetLastError = true)]
    private static extern int getgroups(int size, uint[]? groups);

    [DllImport("libc", SetLastError = true)]
    private static extern int getresuid(out uint real, out uint effective, out uint saved);

    [DllImport("libc", SetLastError = true)]
    private static extern int getresgid(out uint real, out uint effective, out uint saved);
}
