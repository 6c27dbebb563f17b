using Tanuki.Agents.Jobs;
using Tanuki.Agents.Orchestration;
using Tanuki.Agents.Specialists;
using Tanuki.Core.Receipts;
using Tanuki.Core.Tasks;
using Tanuki.Evaluation.Running;
using Tanuki.Evaluation.Suites;

namespace Tanuki.Evaluation.Specialists;

/// <summary>What a trial works with; counts what one side of a task took.</summary>
internal sealed class SpecialistBench(AgentParts parts, SpecialistLibrary library, TaskJudge judge, EvaluationOptions options)
{
    public TaskJudge Judge => judge;

    public AgentParts Parts => parts;

    public TokenUsage Tokens { get; private set; } = new(0, 0, 0);

    public double ModelSeconds { get; private set; }

    public JobRequest Request(EvaluationTask task, string? program) => new()
    {
        File = program is null ? null : new SourceFile("solution.py", program),
        Task = task.Task.Text,
        Language = LanguageNames.Python,
        Seed = TaskSeeds.For(options.Seed, task.Id),
        BudgetSeconds = options.BudgetSeconds,
    };

    public async Task<JobResult> RunAsync(string job, JobRequest request, CancellationToken cancellationToken)
    {
        var jobs = new SpecialistJobs(parts, library, started => new MemoryRun("eval", started));
        var result = await jobs.RunAsync(job, request, cancellationToken);
        Tokens += result.Tokens;
        return result;
    }

    /// <summary>Has something asked of the model that is not a whole job.</summary>
    public async Task<T> AskAsync<T>(JobRequest request, Func<JobContext, Task<T>> ask, CancellationToken cancellationToken)
    {
        using var context = new JobContext(parts, library, request, cancellationToken);
        var answer = await ask(context);
        Tokens += context.Usage.Tokens;
        ModelSeconds += context.Usage.Seconds;
        return answer;
    }
}
