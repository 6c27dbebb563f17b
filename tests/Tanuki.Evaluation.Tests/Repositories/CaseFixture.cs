using System.Text;
using Tanuki.Evaluation.Repositories.Cases;
using Tanuki.Evaluation.Repositories.Scoring;
using Tanuki.Evaluation.Repositories.Solving;
using Tanuki.Sandbox;
using Tanuki.Sandbox.Sessions;

namespace Tanuki.Evaluation.Tests.Repositories;

/// <summary>A small broken repository on disk, and the sandbox that its tests run in.</summary>
public sealed class CaseFixture : IAsyncLifetime
{
    public const string Source = "shop/price.py";
    public const string Fixed = "def total(prices):\n    return sum(prices)\n\n\ndef rebate(amount):\n    return max(0, amount - 10)\n";
    public const string Broken = "def total(prices):\n    return sum(prices)\n\n\ndef rebate(amount):\n    return max(0, amount + 10)\n";

    private const string Tests = """
        import unittest
        from shop.price import rebate, total


        class PriceTest(unittest.TestCase):
            def test_total(self):
                self.assertEqual(total([1, 2]), 3)

            def test_rebate(self):
                self.assertEqual(rebate(15), 5)

            def test_never_negative(self):
                self.assertGreaterEqual(rebate(3), 0)
        """;

    private ISandbox? _sandbox;

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), "tanuki-cases-" + Guid.NewGuid().ToString("n"));

    internal ISandbox Sandbox => _sandbox!;

    internal ISandboxSessions Sessions => (ISandboxSessions)_sandbox!;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await SandboxFactory.OpenAsync(SandboxPreference.Auto, TestContext.Current.CancellationToken);
        foreach (var id in (string[])["shop-001", "shop-002"])
            CaseFolder.Write(Folder, Case(id), Files);
    }

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        await _sandbox!.DisposeAsync();
    }

    internal CaseFolder Read(string id = "shop-001") => CaseFolder.ReadAll(Folder).Single(item => item.Case.Id == id);

    internal static RepositoryAnswer Answer(params (string Path, string? Content)[] edits) => new()
    {
        Edits = [.. edits.Select(edit => new RepositoryEdit(edit.Path, edit.Content))],
        RankedFiles = ["shop/__init__.py", Source],
        Tokens = new(10, 0, 5),
    };

    internal RepositoryScorer Scorer(double seconds = 30) => new(Sessions, TimeSpan.FromSeconds(seconds));

    private static Dictionary<string, string> Files { get; } = new()
    {
        ["shop/__init__.py"] = "",
        [Source] = Broken,
        ["tests/__init__.py"] = "",
        ["tests/test_price.py"] = Tests,
        ["README.md"] = "# shop\n",
    };

    private static RepositoryCase Case(string id) => new()
    {
        Id = id,
        Repository = "shop",
        Language = "python",
        TestCommand = ["python3", "-m", "unittest", "discover", "-v", "-s", "tests", "-t", "."],
        TestOutput = "unittest",
        Protected = ["tests/**"],
        Statement = "The test suite fails.",
        Injected = new InjectedBug(Source, "rebate", 6, "arithmetic", "-", "+"),
        FailToPass = ["tests.test_price.PriceTest.test_rebate"],
        PassToPass = ["tests.test_price.PriceTest.test_never_negative", "tests.test_price.PriceTest.test_total"],
        Seconds = 0.2,
    };
}
