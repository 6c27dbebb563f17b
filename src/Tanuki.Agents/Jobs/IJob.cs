namespace Tanuki.Agents.Jobs;

/// <summary>The work of one specialist.</summary>
internal interface IJob
{
    /// <exception cref="Core.UsageException">The request lacks what the job needs, or has a language that it cannot execute.</exception>
    Task<JobResult> RunAsync(JobContext context, CancellationToken cancellationToken);
}
