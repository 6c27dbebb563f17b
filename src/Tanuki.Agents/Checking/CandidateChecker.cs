using System.Collections.Frozen;
using System.ComponentModel;
using System.Security.Cryptography;
using System.Text.Json;
using Tanuki.Agents.Checking.CSharp;
using Tanuki.Agents.Checking.JavaScript;
using Tanuki.Agents.Checking.Python;
using Tanuki.Core.Evidence;
using Tanuki.Core.Tasks;
using Tanuki.Sandbox;

namespace Tanuki.Agents.Checking;

/// <summary>Checks candidates in two sandboxed processes each; safe for concurrent use.</summary>
internal sealed class CandidateChecker(ISandbox sandbox, TimeProvider? timeProvider = null) : ICandidateChecker
{
    /// <summary>What sandboxes may take to start and to stop on top of what the plan gives the candidate.</summary>
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan CompileTime = TimeSpan.FromSeconds(120);

    private readonly TimeProvider _time = timeProvider ?? TimeProvider.System;

    private readonly FrozenDictionary<string, IHarness> _harnesses = new Dictionary<string, IHarness>
    {
        [LanguageNames.Python] = new PythonHarness(sandbox),
        [LanguageNames.JavaScript] = new JavaScriptHarness(),
        [LanguageNames.CSharp] = new CSharpHarness(),
    }.ToFrozenDictionary();

    public async Task<CheckReport> CheckAsync(string code, CheckPlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(code);
        ArgumentNullException.ThrowIfNull(plan);
        var start = _time.GetTimestamp();
        if (!_harnesses.TryGetValue(plan.Language, out var harness))
            return Refused(plan, ReportBuilder.Same(plan, CheckOutcome.Error, $"no harness for {plan.Language} yet"), start);

        using var limit = new CancellationTokenSource(CompileTime, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        HarnessPair pair;
        try
        {
            // A sandbox may have to build something first, which is nothing of the candidate's.
            await sandbox.PrepareAsync(plan.Language, both.Token);
            pair = await harness.PrepareAsync(code, plan, both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Refused(plan, ReportBuilder.Same(plan, CheckOutcome.Error, "time limit"), start);
        }

        if (pair.Refusal is { } refusal)
            return Refused(plan, refusal, start);

        await using var exchange = new Exchange(sandbox, pair, secret, _time);
        var failure = default(string);
        try
        {
            if (!pair.Compiled)
                limit.CancelAfter(plan.Time + StartTime);
            await exchange.RunAsync(() => limit.CancelAfter(plan.Time + StartTime), both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            failure = "time limit for all checks";
        }
        catch (Exception e) when (e is JsonException or FormatException or IOException or Win32Exception)
        {
            failure = $"the exchange with the program broke: {e.Message}";
        }

        if (exchange.BuildFailure is { } errors)
        {
            var checks = ReportBuilder.Same(plan, CheckOutcome.Failed, "the program does not compile");
            checks.Add(new Check(CheckKind.Build, plan.Language, "compile the program", CheckOutcome.Failed, 0, errors));
            return Refused(plan, checks, start);
        }

        return ReportBuilder.Build(plan, exchange.Reports, exchange.Done ? null : failure ?? exchange.Failure, Seconds(start));
    }

    private CheckReport Refused(CheckPlan plan, IReadOnlyList<Check> checks, long start) =>
        new(checks, [.. plan.Probes.Select(_ => "!unavailable")], Seconds(start));

    private double Seconds(long start) => _time.GetElapsedTime(start).TotalSeconds;
}
