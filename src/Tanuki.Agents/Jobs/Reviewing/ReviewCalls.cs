using Tanuki.Agents.Analysis.Examples;
using Tanuki.Agents.Jobs.Programs;

namespace Tanuki.Agents.Jobs.Reviewing;

/// <summary>A call that may go wrong.</summary>
/// <param name="Origin">Who named it.</param>
internal sealed record ReviewCall(Call Call, string Source, ProgramFunction Function, string Origin);

/// <summary>The calls that a review executes: those that the reviewer names, then those mutated from the examples.</summary>
internal static class ReviewCalls
{
    /// <summary>More take time and show the same.</summary>
    private const int Most = 40;

    public static IReadOnlyList<ReviewCall> Of(IEnumerable<string> answers, JobSubject subject) =>
    [
        .. answers.SelectMany(answer => Read(answer, subject, "reviewer"))
            .Concat(subject.Probes.SelectMany(probe => Read(probe, subject, "mutated from the examples")))
            .DistinctBy(call => call.Source, StringComparer.Ordinal)
            .Take(Most),
    ];

    /// <summary>Calls with arguments that can be evaluated without the text around them, in the order of the text.</summary>
    private static IEnumerable<ReviewCall> Read(string text, JobSubject subject, string origin) => subject.Functions
        .SelectMany(function => Calls.Find(text, function.Name, subject.Language).Select(call => (call, function)))
        .Where(found => found.call.Callee == found.function.Name && Expressions.IsClosed(found.call, subject.Language))
        .Where(found => found.call.IsPlain || ProposedExpression.IsHarmless(found.call.Write(subject.Language), [found.function.Name]))
        .Where(found => found.call.Arguments.Count > 0 || found.function.Parameters.Count == 0)
        .OrderBy(found => found.call.Start)
        .Select(found => new ReviewCall(found.call, found.call.Write(subject.Language), found.function, origin));
}
