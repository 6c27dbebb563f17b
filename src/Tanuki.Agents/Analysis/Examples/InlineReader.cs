using System.Text.RegularExpressions;
using Tanuki.Agents.Analysis.Literals;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Analysis.Examples;

/// <summary>A call followed by its value, with a symbol or words in between.</summary>
internal static partial class InlineReader
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;

    private const string Subject = @"(it|this|which|that|then|and|you get|the (function|method|call|output|result|answer|value|expected (output|result|value)|return value|returned value))";

    private const string Verb = @"((should|must|would|will|shall|has to|needs to|is expected to|ought to)\s+)?(be|is|are|equals?|returns?|returned|returning|gives?|gives back|yields?|produces?|outputs?|prints?|evaluates? to|results? in|becomes|expected|result|answer)\b(\s+(to be|to|equal to|output|back|be|the (value|list|string|number|result|output|tuple|array|integer|boolean)|a value of|value|exactly))*";

    public static void Read(ExampleFinder finder)
    {
        foreach (var call in Calls.Find(finder.Text, finder.Function, finder.Language))
        {
            if (!finder.IsRead(call.Start) && call.IsPlain && !IsDeclaration(finder.Text, call))
                Read(finder, call);
        }
    }

    private static void Read(ExampleFinder finder, Call call)
    {
        string text = finder.Text;
        int start = call.Start, end = call.End;
        string before = "", after = "";
        while (Wrapper().Match(text[Math.Max(0, start - 40)..start]) is { Success: true } wrapper)
        {
            string name = wrapper.Groups["name"].Value;
            int close = new LiteralParser(text, finder.Language).ExpressionEnd(end, ")");
            while (close < text.Length && text[close] == ',')
                close = new LiteralParser(text, finder.Language).ExpressionEnd(close + 1, ")");
            if (close >= text.Length || text[close] != ')' || (name != "round" && text[end..close].Trim().Length > 0))
                break;
            if (name is not ("print" or "console.log" or "Console.WriteLine" or "System.out.println"))
            {
                before = name + "(" + before;
                after += text[end..(close + 1)];
            }
            start -= wrapper.Length;
            end = close + 1;
        }
        if (OperatorBefore().IsMatch(text[Math.Max(0, start - 8)..start]))
            return;
        var between = Between().Match(text, end);
        if (!between.Success || between.Length == 0)
            return;
        int at = end + between.Length;
        if (new LiteralParser(text, finder.Language).Value(ref at) is not { IsPlain: true } expected || !Terminator.Follows(text, at))
            return;
        finder.Add(call, expected, start, at, before, after);
    }

    private static bool IsDeclaration(string text, Call call) =>
        Declaration().Match(text[Math.Max(0, call.Start - 12)..call.Start]) is { Success: true } word
        && (word.Groups["certain"].Success || call.Arguments.Count == 0 || text.AsSpan(call.End).TrimStart().StartsWith("{", StringComparison.Ordinal));

    [GeneratedRegex(@"((?<certain>def|fn|func)|function|void|int|string)\s+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"(?<name>print|console\.log|Console\.WriteLine|System\.out\.println|sorted|set|list|tuple|len|sum|round|abs|str|int|float|bool|dict|max|min)\($", RegexOptions.CultureInvariant)]
    private static partial Regex Wrapper();

    [GeneratedRegex(@"([+*/%<!&|^]|[=!]=|[\w)\]]\s*-|\bnot)\s*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex OperatorBefore();

    [GeneratedRegex(
        @"\G[ \t]*;?[ \t]*[`'""*]{0,3}[ \t]*(\n[ \t]*(?=#|//|=|-+>|→|➞|⇒|Output|Result|Return|Expected|should))?((//|\#|,|\()[ \t]*)?("
            + @"(={1,3}>?|[-=]{1,2}>|[→➞⇒➜⟶↦]|:=|:|(?<=(//|\#)[ \t]*))[ \t]*(" + Verb + @"\s*[:=]?\s*)?"
            + @"|\s*(" + Subject + @"\s+)*" + Verb + @"\s*[:=]?\s*"
            + @"|(?<=\n[ \t]*)" + Verb + @"\s*[:=]\s*)[`*]{0,3}[ \t]*", Options)]
    private static partial Regex Between();
}
