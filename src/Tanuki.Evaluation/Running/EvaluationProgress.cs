namespace Tanuki.Evaluation.Running;

/// <param name="Done">Tasks with a result, those of an earlier session included.</param>
/// <param name="Earlier">Tasks taken over from an earlier session.</param>
/// <param name="RawRight">Right baselines so far.</param>
/// <param name="SelectedRight">Right answers so far.</param>
/// <param name="Task">The task that was finished last; null at the beginning.</param>
public sealed record EvaluationProgress(int Done, int Total, int Earlier, int RawRight, int SelectedRight, string? Task);
