using Tanuki.Cli.Runs;
using Tanuki.Evaluation.Running;

namespace Tanuki.Cli.Evaluations;

/// <summary>Tells every step to people who watch, and every tenth of the way to others.</summary>
internal sealed class EvaluationView(RunProgress progress) : IProgress<EvaluationProgress>
{
    private int _tenth = -1;

    public void Report(EvaluationProgress value)
    {
        var tenth = value.Total == 0 ? 10 : 10 * value.Done / value.Total;
        if (!progress.IsLive && Interlocked.Exchange(ref _tenth, tenth) == tenth)
            return;
        progress.Report($"{value.Done} of {value.Total} tasks, raw {value.RawRight} right, selected {value.SelectedRight} right");
    }
}
