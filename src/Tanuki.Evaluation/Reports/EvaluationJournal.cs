using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tanuki.Core;

namespace Tanuki.Evaluation.Reports;

/// <summary>
/// The results so far, one JSON line each after the header's, so that an interrupted evaluation goes on where it stood.
/// A line cut off by a crash is dropped on opening. Safe for concurrent appends; one process at a time.
/// </summary>
internal sealed class EvaluationJournal : IDisposable
{
    private readonly FileStream _file;
    private readonly Dictionary<string, TaskResult> _tasks = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    private EvaluationJournal(FileStream file) => _file = file;

    /// <summary>Wall time of all sessions, as of the last append.</summary>
    public double ElapsedSeconds { get; private set; }

    public TaskResult? Find(string id)
    {
        lock (_gate)
            return _tasks.GetValueOrDefault(id);
    }

    /// <exception cref="TanukiException">Another process writes to it, it is damaged, or it belongs to other settings.</exception>
    public static EvaluationJournal Open(string path, EvaluationHeader header, bool fresh)
    {
        var journal = new EvaluationJournal(OpenFile(path));
        try
        {
            if (fresh)
                journal._file.SetLength(0);
            if (!journal.Load(path, header))
                journal.Write(new Line(header));
            return journal;
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    public void Append(TaskResult task, double elapsedSeconds)
    {
        lock (_gate)
        {
            ElapsedSeconds = Math.Max(ElapsedSeconds, elapsedSeconds);
            _tasks[task.Id] = task;
            Write(new Line(null, task, ElapsedSeconds));
        }
    }

    public void Dispose() => _file.Dispose();

    private static FileStream OpenFile(string path)
    {
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
                Directory.CreateDirectory(folder);
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TanukiException(
                $"The evaluation's journal '{path}' cannot be opened: {e.Message}", "Is another 'tanuki eval' writing to it? Pass another --out.", e);
        }
    }

    private bool Load(string path, EvaluationHeader header)
    {
        var bytes = new byte[_file.Length];
        _file.ReadExactly(bytes);
        var complete = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        _file.SetLength(complete);
        _file.Position = complete;
        if (complete == 0)
            return false;

        var number = 0;
        foreach (var text in Encoding.UTF8.GetString(bytes, 0, complete - 1).Split('\n'))
            Take(Parse(text, path, ++number), path, number, header);
        return true;
    }

    private void Take(Line line, string path, int number, EvaluationHeader header)
    {
        if (line is { Task: { } task } && number > 1)
        {
            _tasks[task.Id] = task;
            ElapsedSeconds = Math.Max(ElapsedSeconds, line.Elapsed);
        }
        else if (line is { Header: { } found } && number == 1)
        {
            if (header.DifferencesTo(found) is { Count: > 0 } differences)
            {
                throw new TanukiException(
                    $"'{path}' was begun with other settings: {string.Join(", ", differences)}.",
                    "Repeat the settings to go on with it, pass --fresh to begin it again, or pass another --out.");
            }
        }
        else
        {
            throw Damaged(path, number, null);
        }
    }

    private static Line Parse(string text, string path, int number)
    {
        try
        {
            return JsonSerializer.Deserialize<Line>(text, TanukiJson.Compact) ?? throw Damaged(path, number, null);
        }
        catch (JsonException e)
        {
            throw Damaged(path, number, e);
        }
    }

    private void Write(Line line)
    {
        _file.Write([.. JsonSerializer.SerializeToUtf8Bytes(line, TanukiJson.Compact), (byte)'\n']);
        _file.Flush(flushToDisk: true);
    }

    private static TanukiException Damaged(string path, int number, Exception? cause) => new(
        $"The evaluation's journal '{path}' is damaged at line {number}.", "Pass --fresh to begin it again, or pass another --out.", cause);

    private sealed record Line(
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] EvaluationHeader? Header = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] TaskResult? Task = null,
        double Elapsed = 0);
}
