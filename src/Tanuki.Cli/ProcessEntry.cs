using System.Runtime.InteropServices;

namespace Tanuki.Cli;

/// <summary>Runs the application as this process: real streams, real signals.</summary>
internal static class ProcessEntry
{
    /// <summary>After a signal, cleaning up that takes longer than this is left to the children's own death-with-parent.</summary>
    private static readonly TimeSpan CleanUpTime = TimeSpan.FromSeconds(3);

    public static int Run(string[] args)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => OnSignal(context, stop));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => OnSignal(context, stop));
        return Application.RunAsync(args, CliHost.ForProcess(), stop.Token).GetAwaiter().GetResult();
    }

    private static void OnSignal(PosixSignalContext context, CancellationTokenSource stop)
    {
        context.Cancel = true;
        if (stop.IsCancellationRequested)
        {
            if (context.Signal == PosixSignal.SIGINT)
                Environment.Exit(ExitCode.Cancelled);
            return;
        }

        _ = new Timer(static _ => Environment.Exit(ExitCode.Cancelled), null, CleanUpTime, Timeout.InfiniteTimeSpan);

        // Continuations of what is cancelled must not hold up the signal thread, which the second signal needs.
        ThreadPool.QueueUserWorkItem(static source => source.Cancel(), stop, preferLocal: false);
    }
}
