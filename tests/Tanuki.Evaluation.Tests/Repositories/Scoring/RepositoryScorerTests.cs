using Tanuki.Evaluation.Repositories.Scoring;
using Tanuki.Evaluation.Repositories.Solving;

namespace Tanuki.Evaluation.Tests.Repositories.Scoring;

/// <summary>The real sandbox and Python's own test runner.</summary>
public sealed class RepositoryScorerTests(CaseFixture cases) : IClassFixture<CaseFixture>
{
    private const string AlwaysGreen = "import unittest\n\n\nclass PriceTest(unittest.TestCase):\n    def test_rebate(self):\n        pass\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_fix_is_right_and_the_ranking_is_judged()
    {
        var score = await ScoreAsync(CaseFixture.Answer((CaseFixture.Source, CaseFixture.Fixed)));

        Assert.Equal((true, true, true, 2), (score.Right, score.Fixed, score.Kept, score.LocalisedAt));
        Assert.Equal([CaseFixture.Source], score.Changed);
        Assert.Empty(score.Dropped);
    }

    [Fact]
    public async Task Nothing_fixes_nothing()
    {
        var score = await ScoreAsync(CaseFixture.Answer() with { RankedFiles = [] });

        Assert.Equal((false, false, true, null), (score.Right, score.Fixed, score.Kept, score.LocalisedAt));
        Assert.Equal(["tests.test_price.PriceTest.test_rebate"], score.StillFailing);
        Assert.Equal("still failing: tests.test_price.PriceTest.test_rebate", score.Why);
        Assert.Empty(score.Changed);
    }

    [Fact]
    public async Task Edited_tests_are_not_the_ones_that_decide()
    {
        var score = await ScoreAsync(CaseFixture.Answer(("tests/test_price.py", AlwaysGreen), ("tests/test_more.py", AlwaysGreen)));

        Assert.False(score.Fixed);
        Assert.Equal(["tests/test_more.py", "tests/test_price.py"], score.Dropped);
        Assert.Empty(score.Changed);
    }

    [Fact]
    public async Task Deleted_tests_are_put_back()
    {
        var score = await ScoreAsync(CaseFixture.Answer(("tests/test_price.py", null), ("tests", null), ("README.md", null), ("", null), ("a\0b", null), ("-rf", null)));

        Assert.Equal((false, true), (score.Fixed, score.Kept));
        Assert.Equal(["README.md"], score.Changed);
        Assert.Equal(["", "-rf", "a\0b", "tests", "tests/test_price.py"], score.Dropped);
    }

    [Fact]
    public async Task Breaking_something_else_is_wrong_although_the_bug_is_gone()
    {
        var score = await ScoreAsync(CaseFixture.Answer((CaseFixture.Source, CaseFixture.Fixed.Replace("sum(prices)", "len(prices) * 2", StringComparison.Ordinal))));

        Assert.Equal((false, true, false), (score.Right, score.Fixed, score.Kept));
        Assert.Equal(["tests.test_price.PriceTest.test_total"], score.Broken);
    }

    [Fact]
    public async Task A_program_that_hangs_is_wrong_and_ends()
    {
        var hangs = CaseFixture.Fixed.Replace("return sum(prices)", "while True:\n        pass", StringComparison.Ordinal);
        var score = await cases.Scorer(seconds: 2).ScoreAsync(cases.Read(), CaseFixture.Answer((CaseFixture.Source, hangs)), Token);

        Assert.Equal((false, "the tests did not end within 2 s"), (score.Right, score.Why));
        Assert.Contains("tests.test_price.PriceTest.test_total", score.Broken);
    }

    [Fact]
    public async Task What_does_not_load_fails_every_test()
    {
        var score = await ScoreAsync(CaseFixture.Answer((CaseFixture.Source, "def total(:\n")));

        Assert.Equal((1, 2), (score.StillFailing.Count, score.Broken.Count));
    }

    [Fact]
    public async Task A_test_runner_of_the_answers_own_is_not_used()
    {
        const string green = "import sys\nprint('test_rebate (tests.test_price.PriceTest) ... ok', file=sys.stderr)\nsys.exit(0)\n";
        var score = await ScoreAsync(CaseFixture.Answer(("unittest.py", green), ("unittest/__init__.py", green), ("sitecustomize.py", green), ("../escaped.py", green), ("/work/x.py", green)));

        Assert.Equal((false, true), (score.Fixed, score.Kept));
        Assert.Equal(["../escaped.py", "/work/x.py", "sitecustomize.py", "unittest.py", "unittest/__init__.py"], score.Dropped);
    }

    [Fact]
    public async Task An_answer_that_ends_the_tests_early_is_wrong()
    {
        var score = await ScoreAsync(CaseFixture.Answer((CaseFixture.Source, "import os\nos._exit(0)\n")));

        Assert.False(score.Right);
        Assert.Equal(2, score.Broken.Count);
    }

    private Task<RepositoryScore> ScoreAsync(RepositoryAnswer answer) => cases.Scorer().ScoreAsync(cases.Read(), answer, Token);
}
