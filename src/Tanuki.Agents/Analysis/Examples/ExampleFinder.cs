using Tanuki.Agents.Analysis.Literals;
using Tanuki.Agents.Checking;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Analysis.Examples;

/// <summary>
/// Reads every way that people write examples. In prose only literals count as expected values; in assertions any expression
/// does that leaves the entry point alone. Two examples that contradict each other are both dropped: one of them is wrong, and
/// a wrong example rejects every right program, while a missing one only costs certainty.
/// </summary>
internal sealed class ExampleFinder(string text, string language, string function, TaskHead? head)
{
    private readonly List<(int Start, int End)> _read = [];
    private readonly List<(int At, FoundExample Example)> _found = [];

    public static IReadOnlyList<FoundExample> Find(string text, string language, string function, TaskHead? head)
    {
        var finder = new ExampleFinder(text, language, function, head);
        if (language == LanguageNames.Python)
            DoctestReader.Read(finder);
        AssertionReader.Read(finder);
        InlineReader.Read(finder);
        PairReader.Read(finder);
        return finder.Consistent();
    }

    public string Text => text;

    public string Language => language;

    public string Function => function;

    public TaskHead? Head => head;

    public bool IsRead(int at) => _read.Exists(span => at >= span.Start && at < span.End);

    public void MarkRead(int start, int end) => _read.Add((start, end));

    public bool Any => _found.Count > 0;

    public IEnumerable<FoundExample> Found => _found.Select(f => f.Example);

    /// <summary>Adds an example whose checked expression is the call with something around it.</summary>
    public void Add(Call call, Literal expected, int start, int end, string before = "", string after = "") =>
        Add(call, WriteExpected(expected), expected, start, end, before, after);

    public void Add(Call call, string expected, Literal? value, int start, int end, string before = "", string after = "")
    {
        string checkedCall = before + call.Write(language) + after;
        string written = string.Join(' ', text[start..Math.Min(end, text.Length)].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Trim('`', '*', ' ');
        string origin = head is not null && start >= head.DocStart && start < head.DocEnd ? "docstring" : "task text";
        _found.Add((start, new FoundExample(new Example(checkedCall, expected, origin, written), call, before, after, value)));
        MarkRead(start, end);
    }

    private string WriteExpected(Literal expected) => LiteralWriter.Write(language == LanguageNames.CSharp ? ForCSharp(expected) : expected, language);

    /// <summary>A bare collection expression has no type of its own, which a comparison needs.</summary>
    private static Literal ForCSharp(Literal literal) => literal is SequenceLiteral { Kind: SequenceKind.List, Constructor: null, Items.Count: > 0 } list
        ? list with { Items = [.. list.Items.Select(ForCSharp)], Constructor = "new[]" }
        : literal;

    private List<FoundExample> Consistent() =>
    [
        .. _found.OrderBy(f => f.At).Select(f => f.Example)
            .GroupBy(e => e.Example.Call, StringComparer.Ordinal)
            .Where(same => same.Select(e => e.Example.Expected).Distinct(StringComparer.Ordinal).Count() == 1)
            .Select(same => same.First()),
    ];
}
