using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Tanuki.Core;
using Tanuki.Models.Gpu;

namespace Tanuki.Models.Engines;

/// <summary>An engine that this process started. Disposing lets go of it and leaves it running.</summary>
internal sealed class EngineProcess : IDisposable
{
    /// <summary>Another engine holds the lock.</summary>
    public const int AnotherOneRuns = 75;

    private const string LargePages = "glibc.malloc.hugetlb=1";

    private readonly Process process;
    private readonly GpuStart? gpu;

    private EngineProcess(Process process, GpuStart? gpu) => (this.process, this.gpu) = (process, gpu);

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    /// <summary>Above 128: died of the signal with that number less 128.</summary>
    public int ExitCode => process.ExitCode;

    /// <summary>Whether it crashed with a library for graphics processors.</summary>
    public bool CrashedWithGpu => gpu is not null && HasExited && EngineObituary.IsCrash(ExitCode);

    /// <param name="gpu">Null: the processor alone.</param>
    public static EngineProcess Start(EngineProgram program, EngineEndpoint endpoint, ModelEnvironment environment, GpuStart? gpu)
    {
        // A session of its own, so that Ctrl-C in this terminal does not reach an engine that others use, too.
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false, WorkingDirectory = "/" };
        // With gdb on the machine a failed assertion would be buried in the log under a trace that says nothing to users.
        start.Environment["GGML_NO_BACKTRACE"] = "1";
        // With an adapter, v0.5.0 corrupts the heap where it reorders a Vulkan graph (docs/gpu.md). It reads this with getenv, so that it
        // must be there when the process starts.
        start.Environment["GGML_VK_DISABLE_GRAPH_OPTIMIZE"] = "1";
        // Weights that ggml lays out anew, KV and buffers are hundreds of megabytes that every step reads. glibc 2.35 and later asks the kernel for
        // large pages with this, where the kernel gives them to those who ask; whatever the user has set comes later and wins.
        start.Environment["GLIBC_TUNABLES"] = LargePages + (Environment.GetEnvironmentVariable("GLIBC_TUNABLES") is { Length: > 0 } own ? ":" + own : "");
        string[] arguments =
        [
            "-c", "umask 077; exec setsid \"$@\" </dev/null >\"$0\" 2>&1", endpoint.Log,
            program.Host, program.Assembly, "--socket", endpoint.Socket, "--lock", endpoint.Lock,
            "--keep-alive", environment.EngineKeepAliveSeconds.ToString(CultureInfo.InvariantCulture),
            "--adapter-memory", environment.AdapterMebibytes.ToString(CultureInfo.InvariantCulture),
            "--prefix-memory", environment.PrefixMebibytes.ToString(CultureInfo.InvariantCulture),
            "--prefix-disk", environment.PrefixDiskMebibytes.ToString(CultureInfo.InvariantCulture),
            .. gpu is null ? [] : (string[])["--gpu-library", gpu.Library],
            .. gpu is null || environment.GpuLayers is not { } layers ? [] : (string[])["--gpu-layers", layers.ToString(CultureInfo.InvariantCulture)],
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        try
        {
            return new EngineProcess(Process.Start(start)!, gpu);
        }
        catch (Win32Exception e)
        {
            throw new TanukiException("The engine's process could not be started.", "Check the machine's process and memory limits.", e);
        }
    }

    /// <summary>Whether it has exited within <paramref name="patience"/>; if it crashed, the next one does without its library for graphics processors.</summary>
    public async Task<bool> ExitsWithinAsync(TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await process.WaitForExitAsync(cancellationToken).WaitAsync(patience, time, cancellationToken).ConfigureAwait(false);
            if (CrashedWithGpu)
                gpu!.NoteCrash(EngineObituary.Cause(ExitCode));
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    public void Dispose() => process.Dispose();
}
