using Tanuki.Agents.Aggregation;
using Tanuki.Core.Evidence;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Tests.Aggregation;

public sealed class ConsistencyTests
{
    private static readonly FilePart Code = new("coder", new SourceFile("solution.py", "def add(a, b):\n    return sum([a, b])\n"), []);

    [Theory]
    [InlineData("`add(a, b)` uses `sum()`.", null)]
    [InlineData("`add(a, b)` uses `reduce(f, xs)`.", "The explanation names `reduce`, which is in none of the files.")]
    [InlineData("Call `solution.add(1, 2)` or `solution.sub(1, 2)`.", "The explanation names `sub`, which is in none of the files.")]
    [InlineData("A plain `word` and O(n) are no calls.", null)]
    public void An_explanation_names_what_is_there(string explanation, string? conflict) =>
        Assert.Equal(Expected(conflict), ResponseAggregator.Combine([Code, new ExplanationPart("documenter", explanation)]).Conflicts);

    [Theory]
    [InlineData("test_a.py", "from solution import add\nimport os\nfrom math import pi\n", null)]
    [InlineData("test_a.py", "from solution import add, sub as minus\n", "test_a.py imports `sub`, which solution.py does not have.")]
    [InlineData("test_a.py", "from .solution import (\n    add as plus,\n    mul,\n)\n", "test_a.py imports `mul`, which solution.py does not have.")]
    [InlineData("a.test.js", "const { add, sub: minus } = require('./solution');\n", "a.test.js imports `sub`, which solution.py does not have.")]
    [InlineData("a.test.mjs", "import { add, div as d } from './solution.mjs';\n", "a.test.mjs imports `div`, which solution.py does not have.")]
    public void Tests_import_what_is_there(string path, string test, string? conflict) =>
        Assert.Equal(Expected(conflict), ResponseAggregator.Combine([Code, new TestsPart("tester", new SourceFile(path, test), [])]).Conflicts);

    [Fact]
    public void A_finding_is_about_a_line_that_is_there() => Assert.Equal(
        ["A finding of reviewer is about line 3 of solution.py, which is shorter."],
        ResponseAggregator.Combine([
            Code,
            new FindingPart("reviewer", FindingSeverity.Note, "solution.py", 2, "fine"),
            new FindingPart("reviewer", FindingSeverity.Note, "solution.py", 3, "not there"),
            new FindingPart("reviewer", FindingSeverity.Note, "elsewhere.py", 99, "not shown"),
        ]).Conflicts);

    [Theory]
    [InlineData(CheckKind.UserTest, CheckOutcome.Passed, CheckKind.Example, CheckOutcome.Passed)]
    [InlineData(CheckKind.GeneratedTest, CheckOutcome.Passed, CheckKind.UserTest, CheckOutcome.Failed)]
    [InlineData(CheckKind.Lint, CheckOutcome.Passed, null, CheckOutcome.Passed)]
    [InlineData(null, CheckOutcome.Passed, CheckKind.UserTest, CheckOutcome.Error)]
    public void The_better_evidence_wins(CheckKind? winner, CheckOutcome won, CheckKind? loser, CheckOutcome lost)
    {
        var better = Code with { File = Code.File with { Content = "better\n" }, Evidence = Checks(winner, won) };
        var worse = Code with { Agent = "optimizer", File = Code.File with { Content = "worse\n" }, Evidence = Checks(loser, lost) };

        foreach (var parts in new ResponsePart[][] { [better, worse], [worse, better] })
        {
            var answer = ResponseAggregator.Combine(parts);
            Assert.Equal("better\n", Assert.Single(answer.Files).Content);
            Assert.StartsWith("solution.py is by coder (", Assert.Single(answer.Conflicts), StringComparison.Ordinal);
        }
    }

    private static string[] Expected(string? conflict) => conflict is null ? [] : [conflict];

    private static IReadOnlyList<Check> Checks(CheckKind? kind, CheckOutcome outcome) => kind is { } known ? [new Check(known, "", "", outcome, 0)] : [];
}
