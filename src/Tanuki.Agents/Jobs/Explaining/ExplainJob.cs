using Tanuki.Agents.Jobs.Programs;

namespace Tanuki.Agents.Jobs.Explaining;

/// <summary>The explainer says in words what a program does. Only the names in its text are checked, not what it says of them.</summary>
internal sealed class ExplainJob : IJob
{
    public async Task<JobResult> RunAsync(JobContext context, CancellationToken cancellationToken)
    {
        var subject = JobSubject.Of(context.Request);
        var answers = await context.AskAsync("explainer", subject.Holes, [], cancellationToken);
        var texts = answers.Select(answer => answer.Text.Trim()).Where(text => text.Length > 0).ToList();
        if (texts.Count == 0)
            return new JobResult { Job = "explain", Succeeded = false, Why = "no explanation: the model said nothing." };

        // Of several the first with the fewest names that are nowhere.
        var (text, unknown) = texts.Select(text => (text, ExplainedNames.Unknown(text, subject))).MinBy(pair => pair.Item2.Count);
        return new JobResult
        {
            Job = "explain",
            Succeeded = unknown.Count == 0,
            Text = text,
            Why = unknown.Count == 0
                ? "every name that it mentions is in the program; what it says of them is not checked."
                : $"it names what is not in the program: {string.Join(", ", unknown)}.",
        };
    }
}
