using System.Collections.Immutable;
using System.Text;
using Tanuki.Agents.Ingress;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Chat;

/// <summary>Where a conversation stands: a fold over its entries. What was asked for stays asked for; the newest words are never shortened.</summary>
public sealed record ChatState
{
    /// <summary>Left for what stands around the requests, in bytes.</summary>
    private const int Spare = 1024;

    private const int LongestLine = 160;

    /// <summary>The user's words about the present topic, oldest first.</summary>
    public ImmutableList<string> Requests { get; init; } = [];

    public ImmutableList<SourceFile> Files { get; init; } = [];

    public RepositoryPlace? Place { get; init; }

    public ChatAnswered? Last { get; init; }

    public static ChatState Of(IEnumerable<ChatEntry> entries) => entries.Aggregate(new ChatState(), (state, entry) => state.Apply(entry));

    public ChatState Apply(ChatEntry entry) => entry switch
    {
        ChatAsked asked => this with { Requests = Requests.Add(asked.Text) },
        ChatAnswered answered => this with { Last = answered },
        ChatFileAdded added => this with { Files = Files.RemoveAll(file => file.Path == added.File.Path).Add(added.File) },
        ChatPlaceSet set => this with { Place = set.Place },
        ChatTopicEnded => this with { Requests = [], Files = [], Last = null },
        _ => this,
    };

    /// <summary>
    /// What a run is asked for: all requests about the topic, since the examples of earlier ones still hold, and the program so far. Where they are too
    /// long, the oldest become a line each.
    /// </summary>
    /// <exception cref="Core.UsageException">There is nothing to do.</exception>
    public CodingTask ToTask(string? language)
    {
        var last = Place is null && Last is { Files: [var program, ..] } ? program : null;
        var task = TaskIngress.Accept(Text(), language ?? (last is null ? null : Last!.Language));
        return task with { Repository = Place, Files = Place is not null ? [] : last is null ? Files : [.. Files.Where(file => file.Path != last.Path), last] };
    }

    private string Text()
    {
        var parts = Requests.ToList();
        for (var i = 0; i < parts.Count - 1 && Encoding.UTF8.GetByteCount(string.Join("\n\n", parts)) > TaskIngress.MaxTextBytes - Spare; i++)
            parts[i] = Agents.Text.OneLine(parts[i], LongestLine);
        return string.Join("\n\n", parts);
    }
}
