using System.Text;
using System.Text.RegularExpressions;

namespace Tanuki.Engine.Text;

/// <summary>
/// The Jinja template that comes with a model, to be recognised by what it writes. Ways to write the same read alike: in what is
/// searched there is no white space outside texts, <c>x["y"]</c> is <c>x.y</c>, texts are in single quotes with their escapes
/// resolved, and texts that are joined are one.
/// </summary>
internal sealed partial class TemplateSource
{
    private readonly StringBuilder _condensed = new(), _beside = new();
    private readonly string _code;
    private readonly HashSet<string> _marks;

    public TemplateSource(string template)
    {
        Condense(template);
        _code = KeyAsIndex().Replace(_condensed.ToString(), ".${key}").Replace("'+'", "", StringComparison.Ordinal);
        _marks = [.. Mark().Matches(_code).Select(match => match.Value)];
    }

    /// <summary>Whether it writes the token at the beginning of every text.</summary>
    public bool Begins => Has("bos_token");

    public bool Has(string fragment) => _code.Contains(fragment, StringComparison.Ordinal);

    /// <summary>Whether it has no other marks, such as <c>&lt;|im_start|&gt;</c>, <c>[INST]</c> or <c>&lt;think&gt;</c>, than these.</summary>
    /// <param name="beside">All that it writes outside its tags, be it a line break.</param>
    public bool WritesOnly(string[] marks, string beside = "") => _marks.IsSubsetOf(marks) && _beside.Equals(beside);

    private void Condense(string template)
    {
        var (inside, before, gap) = (false, "", "");
        foreach (var match in Token().Matches(template).AsEnumerable())
        {
            var (text, open, close) = (match.Groups["text"], match.Groups["open"], match.Groups["close"]);
            if (inside && close.Success)
            {
                _condensed.Append(match.ValueSpan[^2..]);
                (inside, before, gap) = (false, match.Value, "");
            }
            else if (inside && text.Success)
            {
                _condensed.Append('\'').Append(Unescaped(match.ValueSpan[1..^1])).Append('\'');
            }
            else if (match.Groups["space"].Success)
            {
                gap = match.Value;
            }
            else if (inside)
            {
                _condensed.Append(match.ValueSpan);
            }
            else
            {
                _beside.Append(Written(before, gap, match.Value));
                if (!open.Success && !match.Groups["comment"].Success)
                    _beside.Append(match.ValueSpan);
                (inside, before, gap) = (open.Success, match.Value, "");
                if (inside)
                    _condensed.Append(match.ValueSpan[..2]);
            }
        }
        _beside.Append(Written(before, gap, ""));
    }

    /// <summary>What is written of white space between two tags, with the options that Transformers gives to Jinja: trim_blocks and lstrip_blocks.</summary>
    private static string Written(string before, string gap, string after)
    {
        if (before.Length > 2 && before[^3] == '-' || after.Length > 2 && after[2] == '-')
            return "";
        var beginsLine = before.Length == 0;
        if (before.EndsWith("%}", StringComparison.Ordinal) || before.EndsWith("#}", StringComparison.Ordinal))
            (beginsLine, gap) = gap.StartsWith('\n') ? (true, gap[1..]) : (false, gap);
        if (after.StartsWith("{%", StringComparison.Ordinal) || after.StartsWith("{#", StringComparison.Ordinal))
            gap = gap.TrimEnd(' ', '\t') is var lines && (lines.Length == 0 ? beginsLine : lines[^1] == '\n') ? lines : gap;
        // Jinja drops the last line break of a file.
        return after.Length == 0 && gap == "\n" ? "" : gap;
    }

    private static string Unescaped(ReadOnlySpan<char> text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
            plain.Append(text[i] != '\\' || i + 1 == text.Length ? text[i] : text[++i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', var other => other });
        return plain.ToString();
    }

    [GeneratedRegex(@"(?<comment>\{#.*?#\})|(?<open>\{[{%]-?)|(?<close>-?[}%]\})|(?<text>'(\\.|[^'\\])*'|""(\\.|[^""\\])*"")|(?<space>\s+)|.", RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Token();

    [GeneratedRegex(@"\['(?<key>[a-z_]+)'\]", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex KeyAsIndex();

    [GeneratedRegex(@"<[|｜][^<>]*[|｜]>|</?[a-z_]+>|<</?SYS>>|\[/?[A-Z_]{3,}\]", RegexOptions.CultureInvariant)]
    private static partial Regex Mark();
}
