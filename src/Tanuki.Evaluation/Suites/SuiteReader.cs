using System.Text.Json;
using Tanuki.Core;
using Tanuki.Evaluation.Repositories;
using Tanuki.Evaluation.Specialists;
using Tanuki.Evaluation.Suites.QuixBugs;

namespace Tanuki.Evaluation.Suites;

/// <summary>Reads the published formats of the known suites.</summary>
public static class SuiteReader
{
    public const string HumanEval = "humaneval";
    public const string Mbpp = "mbpp";
    public const string QuixBugs = "quixbugs";

    /// <summary>Not read here: see <see cref="RepositoryEvaluation"/>.</summary>
    public const string Repositories = "repo";

    public static IReadOnlyList<string> Names { get; } = [HumanEval, Mbpp, QuixBugs, Repositories, .. SpecialistEvaluation.Suites];

    /// <summary>Whether the suite's data is a folder and not a file.</summary>
    public static bool IsFolder(string suite) => suite is QuixBugs or Repositories;

    /// <summary>The tasks asked for, in the file's order, read as they are enumerated.</summary>
    /// <exception cref="UsageException">An option is out of range, or the folder is none of the suite.</exception>
    /// <exception cref="TanukiException">The file cannot be read, or a line is malformed; the message names it.</exception>
    public static IEnumerable<EvaluationTask> Read(SuiteOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var all = options.Suite == QuixBugs
            ? QuixBugsSuite.Read(options.DataPath, options.Examples).Tasks
            : Elements(options.DataPath).Select(element => Parse(element, options));
        var tasks = all.Where(options.Tasks.Contains);
        return options.Limit is { } limit ? tasks.Take(limit) : tasks;
    }

    /// <summary>Ids of what the data holds and no test is there for.</summary>
    internal static IReadOnlyList<string> LeftOut(SuiteOptions options) =>
        options.Suite == QuixBugs ? QuixBugsSuite.Read(options.DataPath, options.Examples).LeftOut : [];

    /// <summary>Over the file's bytes as they lie on the disk, or those of all that is read of a folder; lower-case hex.</summary>
    public static string DataSha256(string suite, string dataPath) => suite switch
    {
        QuixBugs => DataFolder.Sha256(dataPath, QuixBugsSuite.Folders),
        Repositories => DataFolder.Sha256(dataPath, "."),
        _ => DataFile.Sha256(dataPath),
    };

    /// <summary>True for tasks whose results are published by convention: nothing may be fitted on them.</summary>
    internal static bool IsForReporting(string suite, string id) =>
        IsFolder(suite) || suite == HumanEval || ((suite == Mbpp || SpecialistEvaluation.Suites.Contains(suite)) && EvaluationTask.NumberOf(id) is null or >= 1 and <= 510);

    private static EvaluationTask Parse((string Where, JsonElement Element) item, SuiteOptions options)
    {
        try
        {
            return options.Suite == HumanEval
                ? HumanEvalFormat.Parse(item.Element)
                : MbppFormat.Parse(item.Element, options.Examples);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw Malformed(options.DataPath, item.Where, e);
        }
    }

    private static IEnumerable<(string Where, JsonElement Element)> Elements(string path) =>
        IsArray(path) ? ArrayElements(path) : LineElements(path);

    private static bool IsArray(string path)
    {
        foreach (var (_, text) in DataFile.Lines(path))
            return text.TrimStart().StartsWith('[');
        throw new TanukiException($"The data file '{path}' is empty.", "Pass the suite's published file with --data.");
    }

    private static IEnumerable<(string Where, JsonElement Element)> LineElements(string path)
    {
        foreach (var (number, text) in DataFile.Lines(path))
            yield return ($"line {number}", ParseJson(text, path, $"line {number}"));
    }

    private static IEnumerable<(string Where, JsonElement Element)> ArrayElements(string path)
    {
        using var reader = DataFile.Open(path);
        var index = 0;
        foreach (var element in ParseJson(reader.ReadToEnd(), path, "the array").EnumerateArray())
            yield return ($"element {++index}", element);
    }

    private static JsonElement ParseJson(string text, string path, string where)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw Malformed(path, e.LineNumber > 0 ? $"line {e.LineNumber + 1}" : where, e);
        }
    }

    private static TanukiException Malformed(string path, string where, Exception cause) => new(
        $"The data file '{path}' is malformed at {where}: {cause.Message}",
        "Check that --suite fits the file, or download the file again.",
        cause);
}
