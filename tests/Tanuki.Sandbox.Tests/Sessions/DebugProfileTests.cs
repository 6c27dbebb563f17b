using Tanuki.Sandbox.Sessions;
using static Tanuki.Sandbox.Tests.Sessions.SessionSteps;

namespace Tanuki.Sandbox.Tests.Sessions;

public sealed class DebugProfileTests : IDisposable
{
    /// <summary>Traces a child, reads a variable out of its memory while it stands still, and lets it go on.</summary>
    private const string Debugger = """
        import ctypes, os, signal
        libc = ctypes.CDLL(None, use_errno=True)
        libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
        libc.ptrace.restype = ctypes.c_long
        def check(result, name):
            if result == -1:
                print(name, os.strerror(ctypes.get_errno()))
                os._exit(1)
            return result
        value = ctypes.create_string_buffer(b'peeked!!')
        child = os.fork()
        if child == 0:
            value.raw = b'in child\0'
            check(libc.ptrace(0, 0, None, None), 'traceme')
            os.kill(os.getpid(), signal.SIGSTOP)
            os._exit(7)
        pid, status = os.waitpid(child, 0)
        if os.WIFEXITED(status):
            os._exit(2)
        word = libc.ptrace(1, child, ctypes.addressof(value), None)
        print(word.to_bytes(8, 'little', signed=True).decode())
        class Part(ctypes.Structure):
            _fields_ = [('base', ctypes.c_void_p), ('length', ctypes.c_size_t)]
        read = ctypes.create_string_buffer(8)
        local, remote = Part(ctypes.addressof(read), 8), Part(ctypes.addressof(value), 8)
        libc.process_vm_readv.restype = ctypes.c_ssize_t
        check(libc.process_vm_readv(child, ctypes.byref(local), 1, ctypes.byref(remote), 1, 0), 'readv')
        print(read.raw.decode())
        check(libc.ptrace(7, child, None, None), 'cont')
        print(os.WEXITSTATUS(os.waitpid(child, 0)[1]))
        """;

    private readonly HostRepository _repository = new();

    public static TheoryData<string> Drivers => [.. Sandboxes.Isolating];

    public void Dispose() => _repository.Dispose();

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task A_debugger_works_in_the_debug_profile_and_in_no_other(string driver)
    {
        await using var debugging = await _repository.OpenAsync(driver, new SessionOptions { Profile = SessionProfile.Debug });
        await using var standard = await _repository.OpenAsync(driver);

        var works = await debugging.ExecuteAsync(Python(Debugger));
        var denied = await standard.ExecuteAsync(Python(Debugger));

        Assert.Equal((SandboxOutcome.Ok, "in child\nin child\n7\n"), (works.Outcome, works.Stdout));
        Assert.Equal((SandboxOutcome.Failed, "traceme Operation not permitted\n"), (denied.Outcome, denied.Stdout));
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task The_debug_profile_opens_nothing_else(string driver)
    {
        await using var session = await _repository.OpenAsync(driver, new SessionOptions { Profile = SessionProfile.Debug });

        var verdict = await session.ExecuteAsync(Python("""
            import ctypes, os
            libc = ctypes.CDLL(None, use_errno=True)
            def attempt(name, *arguments):
                result = getattr(libc, name)(*arguments)
                print(name, result, os.strerror(ctypes.get_errno()))
            attempt('unshare', 0x10000000)
            attempt('mount', b'none', b'/work', b'tmpfs', 0, None)
            """));

        Assert.Equal("unshare -1 Operation not permitted\nmount -1 Operation not permitted\n", verdict.Stdout);
    }
}
