using CsCheck;
using Tanuki.Engine.Grammars;

namespace Tanuki.Engine.Tests.Grammars;

public sealed class GrammarProgramTests
{
    public static TheoryData<string, string> Bad => new()
    {
        { "", "no rule \"root\"" },
        { "other ::= \"a\"", "no rule \"root\"" },
        { "root ::= missing", "line 1: there is no rule \"missing\"" },
        { "root = \"a\"", "\"::=\" should follow the rule's name \"root\"" },
        { "root ::= \"a", "the closing quote is missing" },
        { "root ::= [a-", "closing \"]\" is missing" },
        { "root ::= []", "no character is in this class" },
        { "root ::= [^\\x00-\\U0010FFFF]", "no character is in this class" },
        { "root ::= [z-a]", "runs backwards" },
        { "root ::= (\"a\"", "a \")\" is missing" },
        { "root ::= \"a\")", "\")\" is not understood" },
        { "root ::= \"\\q\"", "the escape \"\\q\" is not understood" },
        { "root ::= \"\\uD800\"", "4 hexadecimal digits of a character" },
        { "root ::= \"\\", "an escape is cut off" },
        { "root ::= \"a\"{3,2}", "fewer than the least" },
        { "root ::= \"a\"{", "a number of repetitions should stand here" },
        { "root ::= \"a\"{99999}", "more than 4096 repetitions" },
        { "root ::= \"a\"\nroot ::= \"b\"", "line 2: there are two rules \"root\"" },
        { "root ::= \"a\" ?? \"b\" @", "\"@\" is not understood" },
        { "root ::= root \"a\" | \"b\"", "\"root\" begins with itself" },
        { "root ::= x\nx ::= [ ]* root", "begins with itself" },
        { "root ::= \"a\" x\nx ::= y? z\ny ::= \"\"\nz ::= x", "begins with itself" },
        { "root ::= ([a-z]{4096}){4096}", "more than 200000 steps" },
        { "root ::= (((\"\"){4096}){4096}){4096}", "more than 200000 steps" },
        { "root ::= " + new string('(', 100) + "\"a\"" + new string(')', 100), "nested deeper than 64" },
        { new string('#', 300_000), "at most 262144" },
        { "root ::= \"\uD800\"", "half of a surrogate pair" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_bad_grammar_is_refused_with_the_reason(string grammar, string reason) =>
        Assert.Contains(reason, Assert.Throws<GrammarException>(() => GrammarProgram.Of(grammar)).Message, StringComparison.Ordinal);

    [Fact]
    public void Rules_without_end_are_refused_early() => Assert.Contains(
        "more than 2048 rules",
        Assert.Throws<GrammarException>(() => GrammarProgram.Of(string.Concat(Enumerable.Range(0, 3000).Select(i => $"r{i} ::= \"a\"\n")))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Anything_at_all_is_read_or_refused()
    {
        string[] parts = ["root", "x", " ::= ", "\"a\"", "\"", "[a-z]", "[^", "]", "(", ")", "*", "+", "?", "{2}", "{1,", "|", "\n", "#", "\\", ".", " "];
        Gen.Int[0, parts.Length - 1].Array[0, 24].Sample(indices =>
        {
            try
            {
                _ = new GrammarAutomaton(GrammarProgram.Of("root ::= " + string.Concat(indices.Select(index => parts[index]))), []);
            }
            catch (GrammarException)
            {
                // As it should be.
            }
        }, iter: 3000);
    }
}
