using System.Text;
using System.Text.Json;
using Tanuki.Core;

namespace Tanuki.Bench.Measuring;

/// <summary>The table and the last line on stdout, everything in a file.</summary>
internal static class ReportWriter
{
    public static void Write(BenchOptions options, BenchmarkReport report)
    {
        var path = Path.Combine(Directory.CreateDirectory(options.ResultFolder).FullName, $"{report.Name}.json");
        File.WriteAllText(path, JsonSerializer.Serialize(report, TanukiJson.Indented) + "\n");
        File.WriteAllText(Path.ChangeExtension(path, ".txt"), Table(report));
        Console.Out.Write(Table(report));
        Console.Out.WriteLine(JsonSerializer.Serialize(
            new
            {
                report.Name,
                report.Peer,
                report.PeerFlags,
                Metrics = report.Metrics.Select(metric => new { metric.Name, metric.Unit, metric.Ours, metric.Peer, metric.Ratio }),
                report.Ratio,
                report.Rounds,
            },
            TanukiJson.Compact));
    }

    private static string Table(BenchmarkReport report)
    {
        var machine = report.Machine!;
        var text = new StringBuilder();
        Add($"{report.Name} against {report.Peer}");
        Add($"{machine.Processor}, {machine.Cores} cores, {string.Join(' ', machine.Vectors)}");
        Add($"load {machine.LoadAtStart:0.00} at the start ({machine.Busy:0.00} cores used by others), {report.LoadAtEnd:0.00} at the end");
        if (report.PeerFlags.Length > 0)
            Add($"peer: {report.PeerFlags}");
        Add($"{"metric",-26} {"unit",-14} {"ours",10} {"peer",10} {"ratio",7}  {"quartiles",-15} {"goal",5}");
        foreach (var metric in report.Metrics)
        {
            var spread = metric.RatioSpread;
            var goal = metric.Goal is { } wanted ? FormattableString.Invariant($"{wanted:0.00} {(metric.Ratio >= wanted ? "met" : "NOT MET")}") : "";
            Add($"{metric.Name,-26} {metric.Unit,-14} {metric.Ours,10:0.###} {metric.Peer,10:0.###} {metric.Ratio,7:0.000}  [{spread.LowerQuartile:0.000}, {spread.UpperQuartile:0.000}] {goal}");
        }
        foreach (var note in report.Notes)
            Add($"- {note}");
        return text.ToString();

        void Add(FormattableString line) => text.Append(FormattableString.Invariant(line)).Append('\n');
    }
}
