namespace Tanuki.Agents.Checking;

/// <summary>One line that the harness reports; counts only with the run's secret.</summary>
/// <param name="S">The secret.</param>
/// <param name="Kind"><c>test</c>, <c>example</c> or <c>probe</c>.</param>
/// <param name="I">Which example or probe of the plan.</param>
/// <param name="Text">The name of the test, or a probe's behaviour.</param>
/// <param name="Done">The last line: how many reports came before it.</param>
internal sealed record HarnessReport(
    string? S = null,
    string? Kind = null,
    int I = 0,
    string? Text = null,
    string? Outcome = null,
    string? Detail = null,
    double Ms = 0,
    int? Done = null);
