using Microsoft.Win32.SafeHandles;

namespace Tanuki.Sandbox.Processes;

/// <summary>A running program, whichever driver started it.</summary>
internal sealed class SandboxedProcess : ISandboxProcess
{
    private readonly Action _kill;

    public SandboxedProcess(Stream input, Stream output, Task<SandboxVerdict> completion, Action kill)
    {
        StandardInput = input;
        StandardOutput = output;
        Completion = completion;
        _kill = kill;
    }

    public Stream StandardInput { get; }

    public Stream StandardOutput { get; }

    public Task<SandboxVerdict> Completion { get; }

    public static async Task<SandboxedProcess> ConnectAsync(Supervisor supervisor, Task<SandboxVerdict> completion)
    {
        SafeFileHandle input;
        try
        {
            input = await supervisor.Input;
        }
        catch
        {
            // The supervisor's failure is the completion's too.
            return Ended(await completion);
        }

        return new SandboxedProcess(new InputStream(input), supervisor.Output, completion, supervisor.Kill);
    }

    /// <summary>A program that never ran.</summary>
    public static SandboxedProcess Ended(SandboxVerdict verdict) =>
        new(Stream.Null, Stream.Null, Task.FromResult(verdict), () => { });

    public void Kill() => _kill();

    public async ValueTask DisposeAsync()
    {
        _kill();
        await ((Task)Completion).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await StandardInput.DisposeAsync();
        await StandardOutput.DisposeAsync();
    }
}
