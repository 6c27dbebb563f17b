using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Analysis;

/// <summary>The function asked for, where no head gives it: from assertions, from words, from calls in examples, from the tests.</summary>
internal static partial class EntryPointFinder
{
    private static readonly FrozenSet<string> NotEntryPoints = FrozenSet.ToFrozenSet(
    [
        "print", "set", "sorted", "list", "tuple", "len", "sum", "round", "abs", "str", "int", "float", "bool", "dict", "max", "min", "range", "repr",
        "isclose", "assert", "expect", "type", "isinstance", "map", "filter", "all", "any", "zip", "enumerate", "log", "require", "test", "it", "describe",
        "toBe", "toEqual", "equal", "strictEqual", "deepEqual", "deepStrictEqual", "ok", "Equal", "AreEqual", "True", "False", "if", "for", "while", "return", "function",
        "def", "and", "or", "not", "in", "is", "raises", "main", "O", "e", "g", "i", "new", "switch", "catch", "iter", "next", "Boolean", "Number", "String", "Array", "Math",
        "frozenset", "Counter", "OrderedDict", "defaultdict", "deque", "namedtuple", "Decimal", "Fraction", "datetime", "date", "reversed", "complex", "bytes", "super",
        "List", "Dictionary", "HashSet", "Assert", "Fact", "Theory", "InlineData", "ToArray", "ToList", "SequenceEqual", "nameof", "typeof", "self",
    ]);

    public static string? Find(CodingTask task) =>
        FromCode(Assertion(), task.Text)
        ?? FromWords(task.Text)
        ?? FromCode(Prompt(), task.Text)
        ?? FromCode(Example(), task.Text)
        ?? (task.Tests is null ? null : FromTests(task.Tests.Content));

    /// <summary>The function that the tests call most and do not define themselves.</summary>
    private static string? FromTests(string tests)
    {
        var defined = Defined().Matches(tests).Select(m => m.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        string? inAssertions = MostCalled(Assertion().Matches(tests).Select(m => m.Groups["rest"].Value), defined);
        return inAssertions ?? MostCalled([tests], defined);
    }

    private static string? MostCalled(IEnumerable<string> sources, HashSet<string> defined) =>
        sources.SelectMany(s => CallName().Matches(s).Select(m => m.Groups["name"].Value))
            .Where(name => !NotEntryPoints.Contains(name) && !defined.Contains(name))
            .GroupBy(name => name, StringComparer.Ordinal).OrderByDescending(g => g.Count()).FirstOrDefault()?.Key;

    private static string? FromCode(Regex pattern, string text)
    {
        foreach (Match match in pattern.Matches(text))
        {
            // Of `f(Pair(1, 2))` the outer call comes first; wrappers such as `set(` are passed over.
            var name = CallName().Matches(match.Groups["rest"].Value).Select(m => m.Groups["name"].Value).FirstOrDefault(n => !NotEntryPoints.Contains(n));
            if (name is not null)
                return name;
        }
        return null;
    }

    private static string? FromWords(string text)
    {
        foreach (Match match in Words().Matches(text))
        {
            string name = match.Groups["name"].Value;
            if (!NotEntryPoints.Contains(name))
                return name;
        }
        return null;
    }

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Multiline;

    [GeneratedRegex(@"(\bassert\w*[ \t(]|\b(assert|Assert|self|console)\.\w+\(|\bexpect\()(?<rest>[^\n]*)", Options)]
    private static partial Regex Assertion();

    [GeneratedRegex(@"^[ \t]*>>>[ \t]*(?<rest>[^\n]*)", Options)]
    private static partial Regex Prompt();

    [GeneratedRegex(@"(?<rest>(?<![\w.])[A-Za-z_]\w*\((?=[-\w'""\[({)])[^\n]*)", Options)]
    private static partial Regex Example();

    [GeneratedRegex(@"(?<![\w])(?<name>[A-Za-z_]\w*)[ ]?\(", Options)]
    private static partial Regex CallName();

    [GeneratedRegex(@"\b(function|method|class|routine|def|func)\s+((that is |to be )?(called|named)\s+)?[`'""*]*(?<name>[A-Za-z_]\w*)(?=[`'""*]*\()|\b(function|method|class|routine|program|it)\s+((that is |is |to be )?(called|named)|should be (called|named)|name(d)? is)\s*:?\s*[`'""*]*(?<name>[A-Za-z_]\w*)|\b(called|named)\s+[`'""*]+(?<name>[A-Za-z_]\w*)|\b(function|method|class)\s+[`]+(?<name>[A-Za-z_]\w*)[`(]|\b(implement|write|create|define|complete)\s+[`]?(?<name>[A-Za-z_]\w*)\(|`(?<name>[a-z]\w*)`\s+(function|method)|\b(function|method|class)\s+(?-i:(?<name>[a-z]+(_[a-z0-9]+)+|[a-z]+[A-Z]\w*))\b", Options | RegexOptions.IgnoreCase)]
    private static partial Regex Words();

    [GeneratedRegex(@"\b(def|function|class)\s+(?<name>\w+)|\b(void|Task|int|bool|string)\s+(?<name>\w+)\s*\(|\b(const|let|var)\s+(?<name>\w+)\s*=\s*(\(|function|async)", Options)]
    private static partial Regex Defined();
}
