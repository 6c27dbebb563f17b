using System.Diagnostics;
using Tanuki.Agents.Orchestration;
using Tanuki.Agents.Selection;
using Tanuki.Core.Runs;
using Tanuki.Core.Tasks;
using Tanuki.Models.Backbones;
using Tanuki.Sandbox;

namespace Tanuki.Agents.Tests.Orchestration.Repositories;

/// <summary>A small repository with one mistake, a run log, and a real sandbox.</summary>
internal sealed class ShopRepository : IAsyncDisposable
{
    public const string Broken = "        result -= price";
    public const string Mended = "        result += price";

    private const string Source = """
        import math


        def total(prices, tax):
            # The sum, with tax in percent.
            result = 0
            for price in prices:
                result -= price
            return result * (1 + tax / 100)


        def rounded(amount):
            return math.floor(amount * 100 + 0.5) / 100

        """;

    private const string Tests = """
        import unittest

        from shop import rounded, total


        class ShopTest(unittest.TestCase):
            def test_total(self):
                self.assertEqual(total([1, 2], 0), 3)

            def test_rounded(self):
                self.assertEqual(rounded(1.005), 1.0)

        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tanuki-shop-");
    private readonly ISandbox _sandbox;

    private ShopRepository(ISandbox sandbox)
    {
        _sandbox = sandbox;
        Log = new SqliteRunLog(Path.Combine(_folder.FullName, "data"), TimeProvider.System);
        Write("shop.py", Source);
        Write("tests/__init__.py", "");
        Write("tests/test_shop.py", Tests);
    }

    public string Root => Path.Combine(_folder.FullName, "shop");

    public RunFolders Folders => new(() => Path.Combine(_folder.FullName, "data"));

    public SqliteRunLog Log { get; }

    public static async Task<ShopRepository> CreateAsync(bool git = true)
    {
        var repository = new ShopRepository(await SandboxFactory.OpenAsync(SandboxPreference.Auto, TestContext.Current.CancellationToken));
        if (git)
        {
            repository.Git("init", "-q", "-b", "main");
            repository.Git("add", "-A");
            repository.Git("commit", "-q", "-m", "as it is");
        }

        return repository;
    }

    public IRunWriter Begin(string text = "A test fails. Fix the bug.", RunSettings? settings = null) => Log.Create(new RunStarted(
        new CodingTask { Text = text, Repository = new RepositoryPlace(Root, "python3 -m unittest discover -v -s tests -t .") },
        settings ?? new RunSettings { Candidates = 2 }));

    public AgentParts Parts(IBackbone backbone) => new()
    {
        Backbone = _ => Task.FromResult(backbone),
        Sandbox = _sandbox,
        Checker = Agents.Checking.CandidateCheckers.Create(_sandbox, TimeProvider.System),
        Calibration = CalibrationTable.Bundled,
        Folders = Folders,
    };

    /// <summary>Goes on with a function as the mistake's author should have, and says nonsense everywhere else.</summary>
    public static ScriptedBackbone Knowing(string line = Mended, string elsewhere = "    pass\n") => new((request, _) =>
        new ScriptedAnswer(request.AssistantPrefill.EndsWith("for price in prices:\n", StringComparison.Ordinal) ? line + "\n    return result * (1 + tax / 100)\n" : elsewhere));

    public void Write(string path, string text)
    {
        var full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    public string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public string Git(params string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-c", "user.name=Someone", "-c", "user.email=someone@localhost", .. arguments])
        {
            WorkingDirectory = Root, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output.TrimEnd('\n');
    }

    public async ValueTask DisposeAsync()
    {
        await _sandbox.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
