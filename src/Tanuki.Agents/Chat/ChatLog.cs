using System.Globalization;
using System.Text;
using System.Text.Json;
using Tanuki.Core;
using Tanuki.Core.Secrets;

namespace Tanuki.Agents.Chat;

/// <summary>
/// Conversations as files of one JSON object a line, so that one that was cut off goes on where it stood. Values of the environment that are
/// secret are replaced.
/// </summary>
/// <param name="folder">Made when the first conversation begins.</param>
public sealed class ChatLog(string folder, TimeProvider time)
{
    private const string Extension = ".jsonl";

    public ChatWriter Begin() => Create(new ChatBegan(null), []);

    /// <exception cref="UsageException">There is no such conversation.</exception>
    public ChatWriter Resume(string id)
    {
        var entries = Read(id);
        EndCleanly(PathOf(id));
        return new ChatWriter(id, PathOf(id), entries);
    }

    /// <summary>A conversation of its own that begins like another one.</summary>
    /// <exception cref="UsageException">There is no such conversation.</exception>
    public ChatWriter Fork(string id) => Create(new ChatBegan(id), Read(id));

    /// <summary>Newest first.</summary>
    public IReadOnlyList<ChatSummary> List() => Directory.Exists(folder)
        ?
        [
            .. new DirectoryInfo(folder).GetFiles("*" + Extension).OrderByDescending(file => file.Name, StringComparer.Ordinal)
                .Select(file => Path.GetFileNameWithoutExtension(file.Name))
                .Select(id => (Id: id, Entries: Read(id)))
                .Select(chat => new ChatSummary(
                    chat.Id,
                    chat.Entries.OfType<ChatAsked>().Select(asked => Text.OneLine(asked.Text)).FirstOrDefault() ?? "",
                    chat.Entries.OfType<ChatAnswered>().Count())),
        ]
        : [];

    /// <exception cref="UsageException">There is no such conversation.</exception>
    public IReadOnlyList<ChatEntry> Read(string id)
    {
        var path = PathOf(id);
        if (id.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '-') || !File.Exists(path))
            throw new UsageException($"There is no conversation '{Shown.Value(id)}'.", "`tanuki chat --list` shows the conversations there are.");
        var lines = File.ReadAllLines(path);
        var entries = new List<ChatEntry>();
        foreach (var (number, line) in lines.Index())
        {
            try
            {
                entries.Add(JsonSerializer.Deserialize<ChatEntry>(line, TanukiJson.Compact)!);
            }
            catch (JsonException) when (number == lines.Length - 1)
            {
                // The process ended while it wrote this.
            }
            catch (JsonException e)
            {
                throw new TanukiException($"Line {number + 1} of the conversation {path} cannot be read.", "Begin a new one with `tanuki chat`.", e);
            }
        }

        return entries;
    }

    private ChatWriter Create(ChatBegan began, IReadOnlyList<ChatEntry> entries)
    {
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var day = time.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        string id;
        do
            id = $"{day}-{Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(2))}";
        while (File.Exists(PathOf(id)));
        var writer = new ChatWriter(id, PathOf(id), []);
        foreach (var entry in entries.Where(entry => entry is not ChatBegan).Prepend(began))
            writer.Append(entry);
        return writer;
    }

    /// <summary>Takes away a line that a process which was killed did not end.</summary>
    private static void EndCleanly(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var end = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        if (end == bytes.Length)
            return;
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Write);
        stream.SetLength(end);
    }

    private string PathOf(string id) => Path.Combine(folder, id + Extension);
}

/// <param name="Task">The first thing that was asked.</param>
public sealed record ChatSummary(string Id, string Task, int Answers);

/// <summary>Goes on with one conversation.</summary>
public sealed class ChatWriter(string id, string path, IReadOnlyList<ChatEntry> entries)
{
    private readonly List<ChatEntry> _entries = [.. entries];

    public string Id => id;

    public ChatState State { get; private set; } = ChatState.Of(entries);

    public IReadOnlyList<ChatEntry> Entries => _entries;

    /// <summary>Durable when it returns.</summary>
    public void Append(ChatEntry entry)
    {
        var clean = entry is ChatAsked asked ? new ChatAsked(SecretScanner.ForProcess.RedactKnown(asked.Text))
            : entry is ChatFileAdded added ? new ChatFileAdded(added.File with { Content = SecretScanner.ForProcess.Redact(added.File.Content) })
            : entry;
        using (var stream = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.Append, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            stream.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(clean, TanukiJson.Compact) + "\n"));
            stream.Flush(flushToDisk: true);
        }

        _entries.Add(clean);
        State = State.Apply(clean);
    }
}
