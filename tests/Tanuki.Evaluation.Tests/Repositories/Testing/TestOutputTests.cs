using Tanuki.Core;
using Tanuki.Evaluation.Repositories.Testing;

namespace Tanuki.Evaluation.Tests.Repositories.Testing;

public sealed class TestOutputTests
{
    [Fact]
    public void Unittest_names_are_the_same_for_every_python()
    {
        var old = TestOutput.Read(TestOutput.Unittest, "", "test_a (tests.test_x.XTest) ... ok\ntest_b (tests.test_x.XTest) ... FAIL\n\nFAILED (failures=1)\n");
        var now = TestOutput.Read(TestOutput.Unittest, "", "test_a (tests.test_x.XTest.test_a) ... ok\ntest_b (tests.test_x.XTest.test_b) ... FAIL\n");

        Assert.Equal(["tests.test_x.XTest.test_a"], old.Passed);
        Assert.Equal(["tests.test_x.XTest.test_b"], old.Failed);
        Assert.Equal((old.Passed, old.Failed), (now.Passed, now.Failed), PairComparer);
    }

    [Fact]
    public void Unittest_outcomes_are_found_behind_docstrings_and_printed_text()
    {
        var outcomes = TestOutput.Read(
            TestOutput.Unittest,
            "",
            """
            test_a (t.X.test_a)
            Says what it does. ... ok
            test_b (t.X.test_b) ... a warning
            ok
            test_c (t.X.test_c) ... skipped 'not here'
            test_d (t.X.test_d) ... ok
            setUpClass (t.Y) ... ERROR

            ======================================================================
            FAIL: test_d (t.X.test_d) (number=3)
            ----------------------------------------------------------------------
            AssertionError: 1 != 2
            """);

        Assert.Equal(["t.X.test_a", "t.X.test_b"], outcomes.Passed);
        Assert.Equal(["t.X.test_d", "t.Y.setUpClass"], outcomes.Failed);
    }

    [Fact]
    public void Tap_counts_the_innermost_tests_under_the_names_around_them()
    {
        var outcomes = TestOutput.Read(
            TestOutput.Tap,
            """
            TAP version 13
            # Subtest: lists
                # Subtest: nested
                    # Subtest: deep
                    not ok 1 - deep
                      ---
                      error: 'ok 9 - not a test'
                      ...
                    1..1
                not ok 1 - nested
                # Subtest: flat
                ok 2 - flat
                1..2
            not ok 1 - lists
            # Subtest: alone
            ok 2 - alone
            ok 3 - later # SKIP no time
            1..3
            """,
            "");

        Assert.Equal(["alone", "lists > flat"], outcomes.Passed);
        Assert.Equal(["lists > nested > deep"], outcomes.Failed);
    }

    [Fact]
    public void Tap_without_subtests_and_with_a_level_per_file_is_read_too()
    {
        var plain = TestOutput.Read(TestOutput.Tap, "ok 1 - A.x\nnot ok 2 - A.y\n  # java.lang.AssertionError\n1..2\n", "");
        var files = TestOutput.Read(TestOutput.Tap, "# Subtest: /work/test/a.test.js\n    # Subtest: x\n    ok 1 - x\n    1..1\nok 1 - /work/test/a.test.js\n", "");

        Assert.Equal((["A.x"], ["A.y"]), (plain.Passed, plain.Failed), PairComparer);
        Assert.Equal((["x"], []), (files.Passed, files.Failed), PairComparer);
    }

    [Fact]
    public void Go_events_are_read_and_shown_as_text()
    {
        const string text = """
            {"Action":"run","Package":"m/a","Test":"TestX"}
            {"Action":"output","Package":"m/a","Test":"TestX","Output":"    a_test.go:5: got 1\n"}
            {"Action":"fail","Package":"m/a","Test":"TestX"}
            {"Action":"pass","Package":"m/a","Test":"TestY"}
            {"Action":"skip","Package":"m/a","Test":"TestZ"}
            {"Action":"fail","Package":"m/a"}
            {broken
            # m/b [build failed]
            """;
        var outcomes = TestOutput.Read(TestOutput.Go, text, "");

        Assert.Equal((["m/a.TestY"], ["m/a.TestX"]), (outcomes.Passed, outcomes.Failed), PairComparer);
        Assert.Equal("    a_test.go:5: got 1\n# m/b [build failed]\n", GoTestOutput.Text(text));
    }

    [Fact]
    public void A_test_that_is_reported_twice_passes_only_if_it_passed_each_time()
    {
        var outcomes = TestOutput.Read(TestOutput.Tap, "not ok 1 - x\nok 2 - x\nok 3 - y\nok 4 - y\n", "");

        Assert.Equal((["y"], ["x"]), (outcomes.Passed, outcomes.Failed), PairComparer);
        Assert.False(outcomes.HasPassed("unknown"));
    }

    [Fact]
    public void An_unknown_format_is_told() =>
        Assert.Contains("'xml'", Assert.Throws<TanukiException>(() => TestOutput.Read("xml", "", "")).Message, StringComparison.Ordinal);

    private static EqualityComparer<(IReadOnlyList<string>, IReadOnlyList<string>)> PairComparer { get; } =
        EqualityComparer<(IReadOnlyList<string>, IReadOnlyList<string>)>.Create((one, two) => one.Item1.SequenceEqual(two.Item1) && one.Item2.SequenceEqual(two.Item2));
}
