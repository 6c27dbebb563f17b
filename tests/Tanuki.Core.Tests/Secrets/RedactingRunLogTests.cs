using System.Text.Json;
using Tanuki.Core.Runs;
using Tanuki.Core.Secrets;
using Tanuki.Core.Tasks;
using Tanuki.Core.Tests.Runs;

namespace Tanuki.Core.Tests.Secrets;

public sealed class RedactingRunLogTests : IDisposable
{
    private const string Known = "planted-in-the-environment-1";

    private static readonly string Formed = Planted.All[0].Secret;

    private readonly TemporaryFolder _folder = new();
    private readonly RedactingRunLog _log;

    public RedactingRunLogTests() => _log = new RedactingRunLog(
        new SqliteRunLog(_folder.Path, TimeProvider.System), SecretScanner.For(new Dictionary<string, string> { ["MY_TOKEN"] = Known }));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_works_with_what_is_in_the_log()
    {
        var task = new CodingTask
        {
            Text = $"Use {Known} and {Formed}.",
            Files = [new SourceFile("a.env", $"A={Known}\nB={Formed}\n")],
            Tests = new SourceFile("test.py", $"assert f('{Known}', '{Formed}')"),
        };

        using var run = _log.Create(new RunStarted(task, new RunSettings()));

        var started = RunState.From(run.Events).Task;
        // What is executed keeps what may be a test vector, and what its hash was made of.
        Assert.Matches($@"^Use \[secret:env:\w+\] and {Formed}\.$", started.Text);
        Assert.Matches($@"^assert f\('\[secret:env:\w+\]', '{Formed}'\)$", started.Tests!.Content);
        Assert.Matches(@"^A=\[secret:env:\w+\]\nB=\[secret:aws-access-key:\w+\]\n$", started.Files[0].Content);
        Assert.Equal(Json(run.Events), Json(_log.Read(run.Id)));
        Assert.DoesNotContain(Known, _log.List()[0].Task, StringComparison.Ordinal);
    }

    [Fact]
    public void Failures_are_logged_without_secrets()
    {
        string id;
        using (var run = _log.Create(SampleEvents.Started))
            id = run.Id;
        using (var run = _log.Resume(id))
        {
            run.Append(new BackboneLost($"{Known} and {Formed}"));
            run.Append(new RunInterrupted(Known));
            run.Append(new RunFailed(Formed, Known));
        }

        var rows = Directory.EnumerateFiles(_folder.Path, "runs.db*").SelectMany(File.ReadAllBytes).ToArray();
        Assert.Equal((-1, -1), (IndexOf(rows, Known), IndexOf(rows, Formed)));
    }

    [Fact]
    public void Whatever_has_no_secret_is_logged_as_it_is()
    {
        string id;
        using (var run = _log.Create(SampleEvents.Started))
        {
            id = run.Id;
            foreach (var entry in SampleEvents.All.Skip(1))
                run.Append(entry);
        }

        Assert.Equal(Json(SampleEvents.All), Json(_log.Read(id)));
    }

    private static int IndexOf(byte[] rows, string text) => rows.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(text));

    private static string Json(IReadOnlyList<RunEvent> events) => JsonSerializer.Serialize(events, TanukiJson.Compact);
}
