using System.Text.Json;
using Tanuki.Core;

namespace Tanuki.Evaluation.Reports;

/// <summary>A finished evaluation. Whoever reads one needs only header and tasks: the summary follows from them.</summary>
/// <param name="ElapsedSeconds">Wall time over all sessions.</param>
public sealed record EvaluationReport(
    EvaluationHeader Header, EvaluationSummary Summary, double ElapsedSeconds, IReadOnlyList<TaskResult> Tasks)
{
    public static EvaluationReport Of(EvaluationHeader header, IReadOnlyList<TaskResult> tasks, double elapsedSeconds) =>
        new(header, EvaluationSummary.Of(tasks), elapsedSeconds, tasks);

    /// <summary>Writes beside the target first, so that a reader never sees half a report.</summary>
    public void Write(string path)
    {
        var partial = path + ".partial";
        using (var file = File.Create(partial))
            JsonSerializer.Serialize(file, this, TanukiJson.Indented);
        File.Move(partial, path, overwrite: true);
    }

    /// <exception cref="TanukiException">The file is missing or is no report.</exception>
    public static EvaluationReport Read(string path)
    {
        EvaluationReport report;
        try
        {
            using var file = File.OpenRead(path);
            report = JsonSerializer.Deserialize<EvaluationReport>(file, TanukiJson.Compact) ?? throw new JsonException("The file holds null.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TanukiException($"The report '{path}' cannot be read.", "Pass a file that 'tanuki eval' wrote.", e);
        }
        catch (JsonException e)
        {
            throw new TanukiException($"'{path}' is not an evaluation report: {e.Message}", "Pass a file that 'tanuki eval' wrote.", e);
        }

        report.Header.RequireKnownSchema(path);
        return report;
    }
}
