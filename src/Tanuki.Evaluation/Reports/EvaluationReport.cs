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

    /// <exception cref="TanukiException">The folder cannot be written to.</exception>
    public void Write(string path) => WholeFile.Write(path, file => JsonSerializer.Serialize(file, this, TanukiJson.Indented));

    /// <exception cref="UsageException">The file is missing or is no report.</exception>
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
            throw new UsageException($"The report '{path}' cannot be read: {e.Message}", "Pass a file that 'tanuki eval' wrote.");
        }
        catch (JsonException e)
        {
            throw new UsageException($"'{path}' is not an evaluation report: {e.Message}", "Pass a file that 'tanuki eval' wrote.");
        }

        report.Header.RequireKnownSchema(path);
        return report;
    }
}
