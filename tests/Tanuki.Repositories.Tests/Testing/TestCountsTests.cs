using Tanuki.Repositories.Testing;

namespace Tanuki.Repositories.Tests.Testing;

public sealed class TestCountsTests
{
    public static TheoryData<string, string, int, int> Outputs => new()
    {
        { "test_a (t.T.test_a) ... ok\n\n------\nRan 3 tests in 0.004s\n\nOK\n", "unittest", 3, 0 },
        { "Ran 30 tests in 0.004s\n\nFAILED (failures=2, errors=1)\n", "unittest", 30, 3 },
        { "Ran 1 test in 0.000s\n\nFAILED (errors=1)\n", "unittest", 1, 1 },
        { "=========== 2 failed, 5 passed, 1 skipped in 0.12s ===========\n", "pytest", 7, 2 },
        { "5 passed in 0.01s\n", "pytest", 5, 0 },
        { "=== 1 passed, 2 warnings, 1 error in 1.20s ===\n", "pytest", 2, 1 },
        { "1..2\n# tests 12\n# suites 2\n# pass 11\n# fail 1\n", "tap", 12, 1 },
        { "ℹ tests 4\nℹ pass 4\nℹ fail 0\n", "tap", 4, 0 },
        {
            "{\"Time\":\"x\",\"Action\":\"pass\",\"Package\":\"p\",\"Test\":\"TestA\",\"Elapsed\":0}\n{\"Time\":\"x\",\"Action\":\"fail\",\"Package\":\"p\",\"Test\":\"TestB\"}\n{\"Action\":\"fail\",\"Package\":\"p\"}\n",
            "go -json", 2, 1
        },
        { "=== RUN   TestA\n--- PASS: TestA (0.00s)\n--- FAIL: TestB (0.00s)\nFAIL\n", "go -v", 2, 1 },
        { "ok  \texample.org/a\t0.003s\nFAIL\texample.org/b\t0.003s\n", "go", 2, 1 },
        { "test result: ok. 3 passed; 0 failed; 0 ignored\n\ntest result: FAILED. 1 passed; 2 failed; 0 ignored\n", "cargo", 6, 2 },
        { "Failed!  - Failed:     1, Passed:     9, Skipped:     0, Total:    10, Duration: 1 s\n", "dotnet", 10, 1 },
        { "Test run summary: Passed!\n  total: 7\n  failed: 0\n  succeeded: 7\n", "testing platform", 7, 0 },
        { "[INFO] Tests run: 5, Failures: 1, Errors: 1, Skipped: 0\n", "maven", 5, 2 },
        { "[         4 tests started      ]\n[         1 tests failed       ]\n", "junit console", 4, 1 },
        { "Tests:       1 failed, 2 skipped, 7 passed, 10 total\n", "jest", 8, 1 },
        { "      Tests  1 failed | 3 passed (4)\n", "vitest", 4, 1 },
        { "  6 passing (12ms)\n  2 failing\n", "mocha", 8, 2 },
        { "4 examples, 1 failure\n", "rspec", 4, 1 },
        { "3 runs, 5 assertions, 1 failures, 0 errors, 0 skips\n", "minitest", 3, 1 },
        { "OK (8 tests, 12 assertions)\n", "phpunit", 8, 0 },
        { "Tests: 8, Assertions: 12, Failures: 2.\n", "phpunit", 8, 2 },
        { "67% tests passed, 1 tests failed out of 3\n", "ctest", 3, 1 },
    };

    [Theory]
    [MemberData(nameof(Outputs))]
    public void A_runner_s_summary_is_read(string output, string runner, int total, int failed) =>
        Assert.Equal(new TestCounts(runner, total, failed), TestCounts.Read(output.Replace("\n", "\r\n", StringComparison.Ordinal)));

    [Theory]
    [InlineData("")]
    [InlineData("everything is fine\n")]
    [InlineData("Ran into trouble with 3 tests in mind\n")]
    public void Whatever_is_no_summary_is_none(string output) => Assert.Null(TestCounts.Read(output));
}
