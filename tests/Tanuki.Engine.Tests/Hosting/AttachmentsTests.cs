using Microsoft.Extensions.Time.Testing;
using Tanuki.Engine.Hosting;

namespace Tanuki.Engine.Tests.Hosting;

public sealed class AttachmentsTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void An_engine_that_nobody_attaches_to_leaves_but_not_before_ten_seconds()
    {
        using var attachments = new Attachments(TimeSpan.Zero, _time);

        _time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(attachments.Idle.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(attachments.Idle.IsCompleted);
    }

    [Fact]
    public void It_leaves_when_it_was_idle_for_as_long_as_it_is_kept_alive()
    {
        using var attachments = new Attachments(TimeSpan.FromSeconds(300), _time);
        attachments.Attach("a").Dispose();
        _time.Advance(TimeSpan.FromSeconds(299));
        var again = attachments.Attach("b");
        _time.Advance(TimeSpan.FromHours(1));
        Assert.False(attachments.Idle.IsCompleted);
        again.Dispose();
        again.Dispose();

        _time.Advance(TimeSpan.FromSeconds(299));
        Assert.False(attachments.Idle.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(attachments.Idle.IsCompleted);
    }

    [Fact]
    public void Kept_alive_for_no_time_it_leaves_with_the_last_client()
    {
        using var attachments = new Attachments(TimeSpan.Zero, _time);
        var first = attachments.Attach("a");
        var second = attachments.Attach("b");
        first.Dispose();
        Assert.False(attachments.Idle.IsCompleted);
        Assert.Equal(1, attachments.Count);

        second.Dispose();

        Assert.True(attachments.Idle.IsCompleted);
    }

    [Fact]
    public void Told_to_leave_it_waits_for_the_others()
    {
        using var attachments = new Attachments(TimeSpan.FromSeconds(300), _time);
        using var caller = attachments.Attach("caller");
        var other = attachments.Attach("other");
        attachments.LeaveWhenAloneWith("caller");
        Assert.False(attachments.Idle.IsCompleted);

        other.Dispose();

        Assert.True(attachments.Idle.IsCompleted);
    }
}
