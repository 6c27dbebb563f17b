using System.Runtime.InteropServices;
using Tanuki.Bench;
using Tanuki.Bench.Benchmarks;
using Tanuki.Bench.Measuring;
using Tanuki.Core;
using Tanuki.Sandbox;

// Tanuki.Bench --root FOLDER NAME [options]; started by bench/run, which builds both sides first.
// Table and one line of JSON to stdout, progress to stderr. Exit codes: 0 measured, 1 failed, 64 wrong usage, 130 cancelled.
using var cancelled = new CancellationTokenSource();
// Both ways of being stopped end what was started.
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
try
{
    var options = BenchOptions.Parse(args);
    var machine = MachineFacts.Read();
    if (machine.Warning is { } warning)
        await Console.Error.WriteLineAsync($"warning: {warning}");
    IBenchmark benchmark = options.Name switch
    {
        BenchOptions.Startup => new StartupBenchmark(options),
        BenchOptions.BestOfTen => new BestOfTenBenchmark(options),
        BenchOptions.Decode => new DecodeBenchmark(options),
        BenchOptions.AdapterSwap => new AdapterSwapBenchmark(options),
        BenchOptions.EditLookup => new EditLookupBenchmark(options),
        BenchOptions.AdapterZipf => new AdapterZipfBenchmark(options),
        BenchOptions.AgentsMix => new AgentsMixBenchmark(options),
        "streams-1" => new StreamsBenchmark(options, streams: 1),
        "streams-4" => new StreamsBenchmark(options, streams: 4),
        "streams-16" => new StreamsBenchmark(options, streams: 16),
        BenchOptions.SandboxBubblewrap => new SandboxBenchmark(options, SandboxPreference.Bubblewrap),
        BenchOptions.SandboxDocker => new SandboxBenchmark(options, SandboxPreference.Docker),
        _ => new TimeToAnswerBenchmark(options),
    };
    var report = await benchmark.RunAsync(cancelled.Token);
    ReportWriter.Write(options, report with { Machine = machine, LoadAtEnd = MachineFacts.Load() });
    return 0;
}
catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
{
    return 130;
}
catch (TanukiException failure)
{
    await Console.Error.WriteLineAsync($"error: {failure.Message}");
    if (failure.Hint is { } hint)
        await Console.Error.WriteLineAsync($"hint: {hint}");
    return failure is UsageException ? 64 : 1;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    cancelled.Cancel();
}
