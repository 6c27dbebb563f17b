using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Tanuki.Engine.Grammars;

namespace Tanuki.Engine.Tests.Grammars;

public sealed class GrammarAutomatonTests
{
    [Theory]
    [InlineData("root ::= \"yes\" | \"no\"", "yes", "yess", "n", "", "yesno")]
    [InlineData("root ::= [a-c]+ \"!\"?", "abc!", "!", "abcd", "", "ab!!")]
    [InlineData("root ::= \"(\" root \")\" | \"\"", "((()))", "((", ")", "())", "(()")]
    [InlineData("root ::= . .", "é€", "é", "abc", "a", "é€x")]
    [InlineData("root ::= [^\\n]{2,3}", "😀y", "a", "abcd", "a\n", "")]
    [InlineData("root ::= \"\\u00e9\\x21\" # a comment\n", "é!", "é", "e!", "!", "é!!")]
    [InlineData("root ::= list\nlist ::= item (\",\" item)*\nitem ::=\n  [0-9]{2}", "12,34", "1", "12,", "12,3", "12;34")]
    [InlineData("root ::= (\n \"a\" |\n \"b\"\n)+", "abba", "", "c", "ab c", "abc")]
    [InlineData("root ::= ((\"a\"{1,2} | \"\")+ \"b\"){2}", "bab", "", "b", "aab", "babb")]
    [InlineData("root ::= (\"a\"* \"b\"?)* \"c\"", "aabac", "", "ab", "cc", "abd")]
    public void Texts_match_or_not(string grammar, string right, params string[] wrong)
    {
        var automaton = Of(grammar);
        Assert.True(Matches(automaton, right));
        foreach (var text in wrong)
            Assert.False(Matches(automaton, text), text);
    }

    [Fact]
    public void Classes_hold_exactly_their_characters() => Gen.Int[0, CodePoints.Last].Select(Gen.Int[0, CodePoints.Last], Gen.Bool).Sample((one, other, negated) =>
    {
        var (first, last) = (Valid(Math.Min(one, other)), Valid(Math.Max(one, other)));
        var automaton = Of($"root ::= [{(negated ? "^" : "")}\\U{first:X8}-\\U{last:X8}]");
        foreach (var point in new[] { 0, 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0x10000, CodePoints.Last, first, last }
            .SelectMany(edge => new[] { edge - 1, edge, edge + 1 }).Where(Rune.IsValid))
        {
            Assert.Equal((point >= first && point <= last) != negated, Matches(automaton, char.ConvertFromUtf32(point)));
        }
    }, iter: 200);

    [Fact]
    public void It_agrees_with_regular_expressions() => Expressions(3).Array[1, 3].Select(Gen.Char["abc"].Array[0, 8].Select(text => new string(text)).Array[20]).Sample((options, texts) =>
    {
        var automaton = Of("root ::= " + string.Join(" | ", options.Select(option => option.Grammar)));
        var regex = new Regex($"^({string.Join('|', options.Select(option => option.Regex))})\\z", RegexOptions.NonBacktracking, TimeSpan.FromSeconds(5));
        foreach (var text in texts)
            Assert.True(regex.IsMatch(text) == Matches(automaton, text), $"{regex} on \"{text}\"");
    }, iter: 1000);

    [Fact]
    public void A_list_written_with_recursion_does_not_pile_up()
    {
        var automaton = Of("root ::= \"a\" root | \"\"");
        var once = automaton.Step(automaton.Start, "a"u8);
        Assert.Same(once, automaton.Step(automaton.Start, Encoding.UTF8.GetBytes(new string('a', 10_000))));
    }

    [Fact]
    public void What_nests_too_deep_is_not_let_through()
    {
        var automaton = Of("root ::= \"(\" root \")\" | \"\"");
        var open = new string('(', GrammarAutomaton.Deepest - 10);
        Assert.True(Matches(automaton, open + new string(')', open.Length)));
        Assert.Null(automaton.Step(automaton.Start, Encoding.UTF8.GetBytes(new string('(', GrammarAutomaton.Deepest + 10))));
    }

    [Fact]
    public void A_trigger_begins_the_grammar_and_its_end_sets_the_text_free()
    {
        var automaton = new GrammarAutomaton(GrammarProgram.Of("root ::= [0-9]+ \";\""), ["<<n>", "§"]);
        Assert.True(Matches(automaton, "no numbers < here <<"));
        Assert.True(Matches(automaton, "first <<n>12; then <<<n>3; and §4;"));
        Assert.False(Matches(automaton, "first <<n>12"));
        Assert.False(Matches(automaton, "first <<n>twelve;"));
        Assert.False(Matches(automaton, "first <<n>1; then §two"));
        Assert.False(automaton.IsComplete(automaton.Step(automaton.Start, "§1;"u8)!));
    }

    [Fact]
    public void More_states_than_are_kept_change_nothing()
    {
        // Each count of open brackets is a state of its own, and so is each colour below it.
        var automaton = Of("root ::= \"(\" root \")\" | \"[\" root \"]\" | \"\"");
        Gen.Bool.Array[300].Sample(kinds =>
        {
            var open = string.Concat(kinds.Select(round => round ? '(' : '['));
            var close = string.Concat(kinds.Reverse().Select(round => round ? ')' : ']'));
            Assert.True(Matches(automaton, open + close));
            Assert.False(Matches(automaton, open + close[..^1]));
        }, iter: 60, threads: 1);
    }

    internal static GrammarAutomaton Of(string grammar) => new(GrammarProgram.Of(grammar), []);

    internal static bool Matches(GrammarAutomaton automaton, string text) =>
        automaton.Step(automaton.Start, Encoding.UTF8.GetBytes(text)) is { CanEnd: true };

    private static Gen<T> Of<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static int Valid(int point) => Rune.IsValid(point) ? point : 0xE000;

    private static Gen<(string Grammar, string Regex)> Expressions(int depth)
    {
        // No empty options: (?:(?:a){1,2}|(?:))+ of .NET 10 does not match the empty text.
        var leaf = Of(("\"a\"", "a"), ("\"bc\"", "bc"), ("[ab]", "[ab]"), ("[^a]", "[^a]"));
        if (depth == 0)
            return leaf;
        var inner = Expressions(depth - 1);
        return Gen.OneOf(
            leaf,
            inner.Select(Of("*", "+", "?", "{2}", "{1,2}", "{0,}")).Select((part, times) => ($"({part.Grammar}){times}", $"(?:{part.Regex}){times}")),
            inner.Array[1, 3].Select(parts => ($"({string.Join(' ', parts.Select(part => part.Grammar))})", $"(?:{string.Concat(parts.Select(part => part.Regex))})")),
            inner.Array[2, 3].Select(parts => ($"({string.Join(" | ", parts.Select(part => part.Grammar))})", $"(?:{string.Join('|', parts.Select(part => part.Regex))})")));
    }
}
