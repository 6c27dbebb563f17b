using System.Text.Json.Serialization;
using Tanuki.Core.Evidence;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Chat;

/// <summary>One line of a conversation's append-only file.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ChatBegan), "began")]
[JsonDerivedType(typeof(ChatAsked), "asked")]
[JsonDerivedType(typeof(ChatAnswered), "answered")]
[JsonDerivedType(typeof(ChatFileAdded), "file_added")]
[JsonDerivedType(typeof(ChatPlaceSet), "place_set")]
[JsonDerivedType(typeof(ChatDecided), "decided")]
[JsonDerivedType(typeof(ChatTopicEnded), "topic_ended")]
public abstract record ChatEntry;

/// <param name="ForkOf">The conversation whose entries come before; null for a new one.</param>
public sealed record ChatBegan(string? ForkOf) : ChatEntry;

/// <summary>The user's words.</summary>
public sealed record ChatAsked(string Text) : ChatEntry;

/// <param name="Files">The answer's, empty when there is none.</param>
public sealed record ChatAnswered(string Run, Verdict Verdict, string Language, IReadOnlyList<SourceFile> Files, string Why) : ChatEntry;

/// <summary>A file that the user wants considered from here on.</summary>
public sealed record ChatFileAdded(SourceFile File) : ChatEntry;

/// <summary>Where the work happens from here on; null: programs that stand alone.</summary>
public sealed record ChatPlaceSet(RepositoryPlace? Place) : ChatEntry;

/// <summary>Whether the user took a change into the files.</summary>
public sealed record ChatDecided(string Run, bool Accepted) : ChatEntry;

/// <summary>What comes next has nothing to do with what came before.</summary>
public sealed record ChatTopicEnded : ChatEntry;
