using Tanuki.Agents.Briefing;
using Tanuki.Agents.Jobs.Programs;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Jobs.Documenting;

/// <summary>The documenter's comments on a program, which stays what it is: token by token, and on the same inputs.</summary>
internal sealed class DocumentJob : IJob
{
    public async Task<JobResult> RunAsync(JobContext context, CancellationToken cancellationToken)
    {
        var subject = JobSubject.Executable(context.Request);
        var answers = await context.AskAsync("documenter", subject.Holes, SpecialistPackets.EndOfFence, cancellationToken);
        var best = answers
            .Select(answer => Documentation.Take(subject.File.Content, answer.Text, subject.Language))
            .OfType<DocumentedProgram>()
            .OrderByDescending(documented => documented.Functions)
            .ThenByDescending(documented => documented.Named)
            .FirstOrDefault();
        if (best is null)
            return Refused(subject, $"none of {Text.Count(answers.Count, "answer")} documents the program and leaves it as it is.");
        if (!await BehavesAlikeAsync(context, subject, best.Code, cancellationToken))
            return Refused(subject, "the documented program behaves differently.");
        var parameters = subject.Functions.Where(function => function.Documentation.Length == 0).Sum(function => function.Parameters.Count);
        return new JobResult
        {
            Job = "document",
            Succeeded = true,
            Files = [subject.File with { Content = best.Code }],
            Why = $"{Text.Count(best.Functions, "function")} documented, {best.Named} of {Text.Count(parameters, "parameter")} named, "
                + "the code unchanged" + (best.Whole ? "." : "; the answer had changed it, and only its comments were taken."),
        };
    }

    private static JobResult Refused(JobSubject subject, string why) =>
        new() { Job = "document", Succeeded = false, Files = [subject.File], Why = why };

    /// <summary>Tokens were compared already; this catches what a tokeniser could have misread.</summary>
    private static async Task<bool> BehavesAlikeAsync(JobContext context, JobSubject subject, string documented, CancellationToken cancellationToken)
    {
        if (subject.Probes.Count == 0)
            return true;
        var plan = subject.Plan([], subject.Probes);
        var old = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => context.CheckAsync(subject.File.Content, plan, cancellationToken)));
        var now = await context.CheckAsync(documented, plan, cancellationToken);

        // Where the old program does not do the same twice, or time ran out, nothing can be compared.
        return !now.Behaviour
            .Where((text, i) => text != "timeout" && old[0].Behaviour[i] == old[1].Behaviour[i] && text != old[0].Behaviour[i])
            .Any();
    }
}
