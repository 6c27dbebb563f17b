using System.Text.Json;
using Tanuki.Core.Runs;

namespace Tanuki.Core.Tests.Runs;

public sealed class RunLogKillTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteRunLog _log;

    public RunLogKillTests() => _log = new SqliteRunLog(_folder.Path, TimeProvider.System);

    public void Dispose() => _folder.Dispose();

    public static TheoryData<int> Boundaries => [.. Enumerable.Range(1, SampleEvents.All.Count)];

    [Theory]
    [MemberData(nameof(Boundaries))]
    public void A_kill_after_an_acknowledged_append_loses_nothing(int appended)
    {
        string id = "";
        using (var child = new KilledWriter(_folder.Path))
        {
            for (var i = 0; i < appended; i++)
            {
                child.Ask(1);
                id = child.ReadAcknowledgement()!;
            }

            Assert.Equal(appended == SampleEvents.All.Count ? "done" : "running", Assert.Single(_log.List()).Status);
            child.Kill();
        }

        Assert.Equal(Json(SampleEvents.All.Take(appended)), Json(_log.Read(id)));
        AssertGoesOn(id, appended);
    }

    [Fact]
    public void A_kill_amid_appends_leaves_a_whole_prefix_with_everything_acknowledged()
    {
        for (var acknowledged = 1; acknowledged < SampleEvents.All.Count; acknowledged += 2)
        {
            string id = "";
            using (var child = new KilledWriter(_folder.Path))
            {
                child.Ask(SampleEvents.All.Count);
                for (var i = 0; i < acknowledged; i++)
                    id = child.ReadAcknowledgement()!;
                child.Kill();
            }

            var events = _log.Read(id);
            Assert.InRange(events.Count, acknowledged, SampleEvents.All.Count);
            Assert.Equal(Json(SampleEvents.All.Take(events.Count)), Json(events));
            AssertGoesOn(id, events.Count);
        }
    }

    [Fact]
    public void Another_process_cannot_resume_a_live_run_and_takes_over_a_dead_one()
    {
        using var child = new KilledWriter(_folder.Path);
        child.Ask(1);
        var id = child.ReadAcknowledgement()!;

        Assert.Throws<TanukiException>(() => _log.Resume(id));
        child.Kill();

        using var writer = _log.Resume(id);
        Assert.Equal("running", Assert.Single(_log.List()).Status);
    }

    private void AssertGoesOn(string id, int count)
    {
        if (count == SampleEvents.All.Count)
        {
            Assert.Equal("done", Status(id));
            return;
        }

        Assert.Equal(SampleEvents.All[count - 1] is RunCancelled ? "cancelled" : "interrupted", Status(id));
        using (var writer = _log.Resume(id))
        {
            Assert.Equal("running", Status(id));
            foreach (var entry in SampleEvents.All.Skip(count))
                writer.Append(entry);
        }

        Assert.Equal(Json(SampleEvents.All), Json(_log.Read(id)));
        Assert.Equal("done", Status(id));
    }

    private string Status(string id) => _log.List().Single(run => run.Id == id).Status;

    private static string Json(IEnumerable<RunEvent> events) => JsonSerializer.Serialize(events, TanukiJson.Compact);
}
