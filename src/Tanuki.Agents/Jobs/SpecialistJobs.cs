using System.Collections.Frozen;
using Tanuki.Agents.Jobs.Debugging;
using Tanuki.Agents.Jobs.Designing;
using Tanuki.Agents.Jobs.Documenting;
using Tanuki.Agents.Jobs.Explaining;
using Tanuki.Agents.Jobs.Optimizing;
using Tanuki.Agents.Jobs.Reviewing;
using Tanuki.Agents.Jobs.Testing;
using Tanuki.Agents.Orchestration;
using Tanuki.Agents.Specialists;
using Tanuki.Core;
using Tanuki.Core.Runs;

namespace Tanuki.Agents.Jobs;

/// <summary>Has one specialist do its job on a program. Safe for several at once.</summary>
/// <param name="startRun">Begins a run of the log; only repairs are runs, since a log can execute again nothing but programs.</param>
public sealed class SpecialistJobs(AgentParts parts, SpecialistLibrary library, Func<RunStarted, IRunWriter> startRun,
    IProgress<RunEvent>? progress = null)
{
    private readonly FrozenDictionary<string, IJob> _jobs = new Dictionary<string, IJob>
    {
        ["review"] = new ReviewJob(),
        ["test"] = new TestJob(),
        ["debug"] = new DebugJob(startRun, progress),
        ["explain"] = new ExplainJob(),
        ["document"] = new DocumentJob(),
        ["optimize"] = new OptimizeJob(),
        ["design"] = new DesignJob(),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <param name="job">The command's name.</param>
    /// <exception cref="UsageException">The request lacks what the job needs, or has a language that it cannot execute.</exception>
    /// <exception cref="TanukiException">Model or sandbox is at fault.</exception>
    public async Task<JobResult> RunAsync(string job, JobRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var context = new JobContext(parts, library, request, cancellationToken);
        var result = await _jobs[job].RunAsync(context, cancellationToken);
        return result with { Path = request.File?.Path, Tokens = context.Usage.Tokens, Seconds = Math.Round(context.Seconds, 3) };
    }
}
