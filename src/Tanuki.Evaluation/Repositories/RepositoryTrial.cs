using Tanuki.Core;
using Tanuki.Core.Receipts;
using Tanuki.Evaluation.Reports;
using Tanuki.Evaluation.Repositories.Cases;
using Tanuki.Evaluation.Repositories.Scoring;
using Tanuki.Evaluation.Repositories.Solving;
using Tanuki.Evaluation.Running;
using Tanuki.Models.Backbones;

namespace Tanuki.Evaluation.Repositories;

/// <summary>One case given to the solver that is measured and to the baseline, each with a copy of its own.</summary>
internal sealed class RepositoryTrial(RepositoryScorer scorer, EvaluationOptions options, SemaphoreSlim slots, TimeProvider time)
{
    public async Task<TaskResult> RunAsync(CaseFolder item, IRepositorySolver? selected, IRepositorySolver baseline, CancellationToken cancellationToken)
    {
        var seen = await WithSlotAsync(() => scorer.ReproduceAsync(item, cancellationToken), cancellationToken);
        var first = selected is null ? null : await SolveAsync(item, selected, seen.Text, cancellationToken);
        return new TaskResult(item.Case.Id, first, await SolveAsync(item, baseline, seen.Text, cancellationToken));
    }

    private async Task<RunResult> SolveAsync(CaseFolder item, IRepositorySolver solver, string output, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("tanuki-case-");
        using var budget = new CancellationTokenSource(TimeSpan.FromSeconds(options.BudgetSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, cancellationToken);
        try
        {
            Copy(item.Repository, folder.FullName);
            var started = time.GetTimestamp();
            var answer = await solver.SolveAsync(Describe(item.Case, folder.FullName, output), either.Token);
            var seconds = time.GetElapsedTime(started).TotalSeconds;
            var score = await WithSlotAsync(() => scorer.ScoreAsync(item, answer, cancellationToken), cancellationToken);
            return Describe(answer, solver.Name, score, seconds, TaskSeeds.For(options.Seed, item.Case.Id));
        }
        catch (OperationCanceledException) when (budget.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return RunRecorder.Refused(FormattableString.Invariant($"no answer within {options.BudgetSeconds} s"));
        }
        catch (TanukiException refused) when (refused is ContextOverflowException or UsageException)
        {
            return RunRecorder.Refused(refused.Message);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Everything but what was done to the repository, and what its tests say about it.</summary>
    private RepositoryTask Describe(RepositoryCase item, string folder, string output) => new()
    {
        Id = item.Id,
        Folder = folder,
        Language = item.Language,
        Statement = item.Statement,
        TestCommand = item.TestCommand,
        Protected = ProtectedByLanguage.With(item.Language, item.Protected),
        TestOutput = output,
        Budget = TimeSpan.FromSeconds(options.BudgetSeconds),
        Seed = TaskSeeds.For(options.Seed, item.Id),
    };

    private static RunResult Describe(RepositoryAnswer answer, string solver, RepositoryScore score, double seconds, long seed)
    {
        var edits = string.Concat(answer.Edits.Select(edit => $"=== {edit.Path}{(edit.Content is null ? " is removed" : "")}\n{edit.Content}"));
        var candidate = new CandidateResult("c1", solver, seed, answer.Tokens.Generated, answer.Text, edits, null, [], score.Right, score.Why);
        return new RunResult
        {
            Candidates = [candidate],
            Chosen = candidate.Id,
            Verdict = answer.Verdict,
            Confidence = answer.Confidence,
            Features = SelectionFeatures.None,
            Right = score.Right,
            Tokens = answer.Tokens,
            Seconds = new TimeUsage(seconds, answer.ModelSeconds, 0),
            Repository = score,
        };
    }

    private async Task<T> WithSlotAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await slots.WaitAsync(cancellationToken);
        try
        {
            return await work();
        }
        finally
        {
            slots.Release();
        }
    }

    /// <summary>The cases' own folder lies beside what was done to them, so that solvers never see it.</summary>
    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
