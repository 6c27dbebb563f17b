using Tanuki.Core.Tasks;

namespace Tanuki.Evaluation.Suites;

/// <summary>One task of a suite: what the system sees, and what decides afterwards.</summary>
/// <param name="Id">As published: <c>HumanEval/0</c>, <c>511</c>.</param>
/// <param name="Task">All that the system is given.</param>
/// <param name="HiddenTests">A script that fails when the answer is wrong; the system never sees it.</param>
/// <param name="EntryPoint">The function that <paramref name="HiddenTests"/> call.</param>
public sealed record EvaluationTask(string Id, CodingTask Task, SourceFile HiddenTests, string EntryPoint)
{
    /// <summary>Replaces <see cref="HiddenTests"/> where these are no script for the harness; they are then only for people.</summary>
    public HiddenExecution? Execution { get; init; }

    /// <summary>The published solution, where there is one; the system never sees it unless it is what the system works on.</summary>
    public ReferenceSolution? Reference { get; init; }

    /// <summary>The digits at the end of the id; null when it has none.</summary>
    public int? Number => NumberOf(Id);

    internal static int? NumberOf(string id)
    {
        var digits = id.Length;
        while (digits > 0 && char.IsAsciiDigit(id[digits - 1]))
            digits--;
        return int.TryParse(id.AsSpan(digits), out var number) ? number : null;
    }
}

/// <param name="Shown">The assertions that the task shows, as a script.</param>
/// <param name="Tests">All published assertions, as a script.</param>
public sealed record ReferenceSolution(string Code, SourceFile Shown, SourceFile Tests);
