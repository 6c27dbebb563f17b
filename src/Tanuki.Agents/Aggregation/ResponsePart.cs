using System.Text.Json.Serialization;
using Tanuki.Core.Evidence;
using Tanuki.Core.Receipts;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Aggregation;

/// <summary>What one specialist adds to the answer.</summary>
/// <param name="Agent">Whose it is, e.g. <c>coder</c>.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(FilePart), "file")]
[JsonDerivedType(typeof(TestsPart), "tests")]
[JsonDerivedType(typeof(DiffPart), "diff")]
[JsonDerivedType(typeof(ExplanationPart), "explanation")]
[JsonDerivedType(typeof(FindingPart), "finding")]
[JsonDerivedType(typeof(ReceiptPart), "receipt")]
public abstract record ResponsePart(string Agent);

/// <summary>A whole file; of several with one path, that with the better evidence is used.</summary>
/// <param name="Evidence">What was executed about it.</param>
public sealed record FilePart(string Agent, SourceFile File, IReadOnlyList<Check> Evidence) : ResponsePart(Agent);

/// <summary>A file of tests.</summary>
public sealed record TestsPart(string Agent, SourceFile File, IReadOnlyList<Check> Evidence) : ResponsePart(Agent);

/// <summary>A change of one file that is there already.</summary>
/// <param name="Unified">As <c>diff -u</c> and git write it.</param>
public sealed record DiffPart(string Agent, string Path, string Unified, IReadOnlyList<Check> Evidence) : ResponsePart(Agent);

public sealed record ExplanationPart(string Agent, string Markdown) : ResponsePart(Agent);

/// <param name="Line">From 1; null: the whole file.</param>
public sealed record FindingPart(string Agent, FindingSeverity Severity, string Path, int? Line, string Message) : ResponsePart(Agent);

/// <summary>Most urgent first.</summary>
public enum FindingSeverity
{
    Error,
    Warning,
    Note,
}

public sealed record ReceiptPart(string Agent, Receipt Receipt) : ResponsePart(Agent);
