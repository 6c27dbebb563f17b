using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Tanuki.Agents.Selection;
using Tanuki.Core;
using Tanuki.Evaluation.Reports;
using Tanuki.Evaluation.Running;
using Tanuki.Evaluation.Suites;

namespace Tanuki.Evaluation.Calibration;

/// <summary>What <c>tanuki eval calibrate</c> does.</summary>
public static class CalibrationCommand
{
    private const int MostRefinements = 8;

    /// <summary>Fits the table to <paramref name="reportPaths"/> and writes it to <paramref name="outPath"/>.</summary>
    /// <param name="extended">A table whose classes are kept for numbers of examples that the reports say nothing about; null: none.</param>
    /// <exception cref="TanukiException">A report cannot be used: not one, another model, tasks kept for reporting, too few answers.</exception>
    public static CalibrationTable Run(IReadOnlyList<string> reportPaths, string outPath, CalibrationTable? extended = null)
    {
        ArgumentNullException.ThrowIfNull(reportPaths);
        if (reportPaths.Count == 0)
            throw new UsageException("There is no report to calibrate on.", "Pass at least one with --reports.");
        var table = Fit([.. reportPaths.Select(EvaluationReport.Read)]);
        if (extended is not null)
            table = Extend(extended, table);
        WholeFile.Write(outPath, file =>
        {
            JsonSerializer.Serialize(file, table, TanukiJson.Indented);
            file.WriteByte((byte)'\n');
        });
        return table;
    }

    /// <summary>
    /// Runs stop early by the very table that is fitted, and what they stop on looks better than it is. So the table is
    /// fitted to what a run with it would have stopped on, again and again until it no longer changes.
    /// </summary>
    public static CalibrationTable Fit(IReadOnlyList<EvaluationReport> reports)
    {
        ArgumentNullException.ThrowIfNull(reports);
        Validate(reports);
        var (model, fittedOn) = (reports[0].Header.ModelSha256, Provenance(reports));
        var runs = reports.SelectMany(report => report.Tasks).Select(task => task.Selected).OfType<RunResult>()
            .Where(run => run.Failure is null).ToArray();

        var table = Table(model, fittedOn, CalibrationFitter.Fit(Samples(runs, EvaluationCommand.NoCalibration)));
        for (var i = 0; i < MostRefinements; i++)
        {
            var refined = Table(model, fittedOn, CalibrationFitter.Fit(Samples(runs, table)));
            if (refined.Id == table.Id)
                return table;
            // Two tables can give rise to each other for ever; the lower of both promises too much in neither case.
            table = i < MostRefinements - 1 ? refined : Table(model, fittedOn, CalibrationFitter.Lower(table.Classes, refined.Classes));
        }

        return table;
    }

    private static CalibrationTable Extend(CalibrationTable known, CalibrationTable fitted)
    {
        if (known.ModelSha256 != fitted.ModelSha256)
            throw new TanukiException("The table to extend is about another model.", "Fit one table per model.");
        var kept = known.Classes.Where(old => fitted.Classes.All(entry => entry.Examples != old.Examples));
        var replaced = fitted.Classes.Select(entry => Shown(entry.Examples)).ToHashSet(StringComparer.Ordinal);
        return Table(
            fitted.ModelSha256,
            string.Join("; ", [.. known.FittedOn.Split("; ").Where(source => !replaced.Any(source.Contains)), fitted.FittedOn]),
            [.. kept.Concat(fitted.Classes).OrderBy(entry => entry.Examples).ThenBy(entry => entry.Information)]);
    }

    private static CalibrationTable Table(string model, string fittedOn, IReadOnlyList<CalibrationClass> classes)
    {
        if (classes.Count == 0)
        {
            throw new TanukiException(
                "The reports hold too few answers to fit anything.",
                $"At least {CalibrationFitter.FewestTasks} are needed; evaluate more tasks.");
        }

        var content = JsonSerializer.SerializeToUtf8Bytes((object[])[model, fittedOn, classes], TanukiJson.Compact);
        return new CalibrationTable
        {
            Id = Convert.ToHexStringLower(SHA256.HashData(content))[..12],
            ModelSha256 = model,
            FittedOn = fittedOn,
            Classes = classes,
        };
    }

    private static IEnumerable<FittingSample> Samples(IEnumerable<RunResult> runs, CalibrationTable stopping) => runs
        .Select(run => SelectionReplay.Again(run, stopping, stopEarly: true))
        .Where(run => run.Features is { Accepted: true, UserTests: 0 })
        .Select(run => new FittingSample(run.Features.Examples, run.Features.Information, run.Features.EnoughAgree, run.Features.Support, run.Right));

    private static void Validate(IReadOnlyList<EvaluationReport> reports)
    {
        if (reports.DistinctBy(report => report.Header.ModelSha256).Count() > 1)
            throw new TanukiException("The reports are about different models.", "Fit one table per model.");
        foreach (var report in reports)
        {
            if (report.Tasks.FirstOrDefault(task => SuiteReader.IsForReporting(report.Header.Suite, task.Id)) is { } kept)
            {
                throw new TanukiException(
                    $"Task {kept.Id} of {report.Header.Suite} belongs to the published test set, on which nothing may be fitted.",
                    "Evaluate other tasks, for example --tasks 511-974 of mbpp, and calibrate on those.");
            }
        }
    }

    private static string Provenance(IReadOnlyList<EvaluationReport> reports) => string.Join("; ", reports.Select(report =>
    {
        var header = report.Header;
        var data = header.DataSha256[..Math.Min(12, header.DataSha256.Length)];
        return FormattableString.Invariant($"{header.Suite} {Ranges(report)} ({report.Tasks.Count} tasks, data {data}, ")
            + FormattableString.Invariant($"{Shown(header.Examples)}{header.Candidates} candidates, seed {header.Seed})");
    }));

    private static string Shown(int examples) => FormattableString.Invariant($"{examples} shown, ");

    private static string Ranges(EvaluationReport report)
    {
        var parts = new List<(int First, int Last)>();
        foreach (var number in report.Tasks.Select(task => EvaluationTask.NumberOf(task.Id)).OfType<int>().Order())
        {
            if (parts.Count > 0 && number <= parts[^1].Last + 1)
                parts[^1] = (parts[^1].First, number);
            else
                parts.Add((number, number));
        }

        return string.Join(',', parts.Select(part => part.First == part.Last
            ? part.First.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{part.First}-{part.Last}")));
    }
}
