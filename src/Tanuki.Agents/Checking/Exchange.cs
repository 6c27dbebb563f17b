using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tanuki.Core;
using Tanuki.Sandbox;

namespace Tanuki.Agents.Checking;

/// <summary>
/// Carries lines between the harness and the candidate's process and collects what the harness reports. The candidate's
/// process can write to nothing but its own output, every line of which reaches the harness marked as the candidate's.
/// </summary>
internal sealed class Exchange : IAsyncDisposable
{
    private const int LineLimit = 16 * 1024 * 1024;
    private const int ReportLimit = 4096;

    private readonly SemaphoreSlim _toHarness = new(1, 1);
    private readonly ISandbox _sandbox;
    private readonly HarnessPair _pair;
    private readonly string _secret;

    // A harness that cannot wait with a limit of its own says how long the candidate may be silent after a call.
    private readonly ITimer _silence;
    private TimeSpan _patience = Timeout.InfiniteTimeSpan;
    private ISandboxProcess? _harness;
    private ISandboxProcess? _worker;
    private Task _pump = Task.CompletedTask;
    private CancellationTokenSource? _pumping;

    public Exchange(ISandbox sandbox, HarnessPair pair, string secret, TimeProvider time)
    {
        (_sandbox, _pair, _secret) = (sandbox, pair, secret);
        _silence = time.CreateTimer(_ => _worker?.Kill(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public List<HarnessReport> Reports { get; } = [];

    /// <summary>True when the harness said that it had reported everything.</summary>
    public bool Done { get; private set; }

    /// <summary>Why the exchange ended early; null when it did not.</summary>
    public string? Failure { get; private set; }

    /// <summary>What the compiler said when the candidate does not compile; null when it does.</summary>
    public string? BuildFailure { get; private set; }

    /// <param name="started">Called when both programs run.</param>
    public async Task RunAsync(Action started, CancellationToken cancellationToken)
    {
        var starting = _sandbox.StartAsync(_pair.Harness!, cancellationToken);
        try
        {
            await StartWorkerAsync(cancellationToken);
        }
        finally
        {
            // Also when the other one could not be started: whatever runs is this exchange's to end.
            _harness = await starting;
        }

        BuildFailure = CompilerText(_worker!);
        var harness = _harness!;
        Failure = FailureOf(_worker!) ?? FailureOf(harness);
        if (Failure is null && CompilerText(harness) is { } text)
            Failure = "the checks do not compile against the program: " + text;
        if (BuildFailure is not null || Failure is not null)
            return;
        started();
        var setup = (JsonObject)_pair.HarnessSetup!.DeepClone();
        setup["secret"] = _secret;
        await SendAsync(harness, Line("", setup), cancellationToken);
        BeginPump(cancellationToken);
        await using var lines = new LineReader(harness.StandardOutput, LineLimit);
        while (!Done && Reports.Count < ReportLimit && await lines.ReadAsync(cancellationToken) is { } line)
            await HandleAsync(line, cancellationToken);
        if (!Done)
            Failure ??= "the harness ended early: " + await EndOfAsync(harness, cancellationToken);
    }

    private async Task HandleAsync(byte[] line, CancellationToken cancellationToken)
    {
        switch (line.Length > 0 ? (char)line[0] : ' ')
        {
            case 'T':
                _patience = TimeSpan.FromSeconds(double.Parse(line.AsSpan(1), CultureInfo.InvariantCulture));
                break;
            case 'C':
                _silence.Change(_patience, Timeout.InfiniteTimeSpan);
                line.AsSpan(1).CopyTo(line);
                line[^1] = (byte)'\n';
                await SendAsync(_worker!, line, cancellationToken);
                break;
            case 'K':
                await StopWorkerAsync();
                await StartWorkerAsync(cancellationToken);
                await ToHarnessAsync("H{\"fresh\":true}\n"u8.ToArray(), cancellationToken);
                BeginPump(cancellationToken);
                break;
            case 'R':
                var report = JsonSerializer.Deserialize(line.AsSpan(1), AgentsJson.Compact.HarnessReport);
                if (report?.S != _secret)
                    break;
                if (report.Done is { } count)
                    Done = count == Reports.Count;
                else
                    Reports.Add(report);
                break;
        }
    }

    private async Task StartWorkerAsync(CancellationToken cancellationToken)
    {
        _worker = await _sandbox.StartAsync(_pair.Worker!, cancellationToken);
        await SendAsync(_worker, Line("", _pair.WorkerSetup!), cancellationToken);
    }

    private void BeginPump(CancellationToken cancellationToken)
    {
        _pumping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _pump = PumpAsync(_worker!, _pumping.Token);
    }

    private async Task StopWorkerAsync()
    {
        await (_pumping?.CancelAsync() ?? Task.CompletedTask);
        _worker?.Kill();
        await _pump;
        _pumping?.Dispose();
        await (_worker?.DisposeAsync() ?? ValueTask.CompletedTask);
        (_pumping, _worker) = (null, null);
    }

    private async Task PumpAsync(ISandboxProcess worker, CancellationToken cancellationToken)
    {
        try
        {
            await using var lines = new LineReader(worker.StandardOutput, LineLimit);
            while (await lines.ReadAsync(cancellationToken) is { } line)
            {
                _silence.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                var marked = new byte[line.Length + 2];
                marked[0] = (byte)'B';
                line.CopyTo(marked, 1);
                marked[^1] = (byte)'\n';
                await ToHarnessAsync(marked, cancellationToken);
            }

            if (!lines.Overlong && await LostAsync(worker, cancellationToken) is { } failure)
            {
                Failure = failure;
                _harness!.Kill();
                return;
            }

            var reason = lines.Overlong ? "an answer passed 16 MiB" : await EndOfAsync(worker, cancellationToken);
            await ToHarnessAsync(Line("H", new JsonObject { ["lost"] = "the program ended its process: " + reason }), cancellationToken);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The exchange is over, or this worker was replaced.
        }
    }

    /// <summary>Why the sandbox lost the program; null when the program itself ended, which <see cref="EndOfAsync"/> tells of.</summary>
    private static async Task<string?> LostAsync(ISandboxProcess process, CancellationToken cancellationToken)
    {
        process.Kill();
        await process.Completion.WaitAsync(cancellationToken);
        return FailureOf(process);
    }

    private static string? FailureOf(ISandboxProcess process) =>
        process.Completion is { IsCompletedSuccessfully: true, Result: { Outcome: SandboxOutcome.SandboxFailure } verdict }
            ? "the sandbox failed: " + verdict.Stderr.Trim()
            : null;

    private static string? CompilerText(ISandboxProcess process) =>
        process.Completion is
        {
            IsCompletedSuccessfully: true,
            Result: { Phase: SandboxPhase.Compile, Outcome: not (SandboxOutcome.Ok or SandboxOutcome.SandboxFailure) } verdict,
        }
            ? (verdict.Stdout + verdict.Stderr).Trim() is { Length: > 0 } text ? text[..Math.Min(text.Length, 1500)] : verdict.Outcome.ToString()
            : null;

    private static async Task<string> EndOfAsync(ISandboxProcess process, CancellationToken cancellationToken)
    {
        // A program may close its output and live on; nothing more can come from it.
        process.Kill();
        var verdict = await process.Completion.WaitAsync(cancellationToken);
        var how = verdict switch
        {
            { Outcome: SandboxOutcome.TimedOut } => "time limit",
            { Outcome: SandboxOutcome.OutOfMemory } => "out of memory",
            { Outcome: SandboxOutcome.SandboxFailure } => "sandbox failure",
            { Outcome: SandboxOutcome.OutputLimit } => "output limit",
            { ExitCode: { } code } => $"exit code {code}",
            { Signal: { } signal } => $"signal {signal}",
            _ => "unknown reason",
        };
        return verdict.Stderr.Length == 0 ? how : how + "; " + verdict.Stderr[^Math.Min(verdict.Stderr.Length, 400)..].Trim();
    }

    private async Task ToHarnessAsync(byte[] line, CancellationToken cancellationToken)
    {
        await _toHarness.WaitAsync(cancellationToken);
        try
        {
            await SendAsync(_harness!, line, cancellationToken);
        }
        finally
        {
            _toHarness.Release();
        }
    }

    private static async Task SendAsync(ISandboxProcess process, byte[] line, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.WriteAsync(line, cancellationToken);
            await process.StandardInput.FlushAsync(cancellationToken);
        }
        catch (IOException)
        {
            // The program is gone; the end of its output says why.
        }
    }

    private static byte[] Line(string mark, JsonObject message) =>
        Encoding.UTF8.GetBytes(mark + message.ToJsonString(TanukiJson.Compact) + "\n");

    public async ValueTask DisposeAsync()
    {
        await StopWorkerAsync();
        if (_harness is not null)
            await _harness.DisposeAsync();
        await _silence.DisposeAsync();
        _toHarness.Dispose();
    }
}
