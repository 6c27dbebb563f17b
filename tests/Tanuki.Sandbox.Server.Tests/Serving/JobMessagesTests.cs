using Google.Protobuf;
using Tanuki.Sandbox.Contract;
using Tanuki.Sandbox.Server.Serving;

namespace Tanuki.Sandbox.Server.Tests.Serving;

public class JobMessagesTests
{
    [Fact]
    public void Every_outcome_and_phase_has_the_same_name_in_the_contract()
    {
        Assert.Equal(Enum.GetNames<Outcome>().Skip(1), Enum.GetNames<SandboxOutcome>());
        Assert.Equal(Enum.GetNames<Phase>().Skip(1), Enum.GetNames<SandboxPhase>());
        Assert.All(Enum.GetValues<SandboxOutcome>(), outcome => Assert.Equal(outcome.ToString(), Of(outcome, SandboxPhase.Run).Outcome.ToString()));
        Assert.All(Enum.GetValues<SandboxPhase>(), phase => Assert.Equal(phase.ToString(), Of(SandboxOutcome.Ok, phase).Phase.ToString()));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1e300)]
    public void A_time_that_is_none_is_refused(double seconds) =>
        Assert.Throws<ArgumentException>(() => JobMessages.Job(new Job { Limits = new JobLimits { TimeSeconds = seconds } }));

    [Fact]
    public void A_job_that_says_nothing_or_too_much_is_refused()
    {
        Assert.Throws<ArgumentException>(() => JobMessages.Job(null));
        Assert.Throws<ArgumentException>(() => JobMessages.Job(new Job()));
        Assert.Throws<ArgumentException>(() => JobMessages.Job(new Job { Limits = new JobLimits { KeptOutputBytes = JobMessages.MostKeptOutputBytes + 1 } }));
        Assert.Throws<ArgumentException>(() => JobMessages.Job(
            new Job { Limits = new JobLimits(), StandardInput = ByteString.CopyFrom(new byte[JobMessages.MostJobBytes]) }));
    }

    private static Verdict Of(SandboxOutcome outcome, SandboxPhase phase) => JobMessages.Of(new SandboxVerdict(outcome, phase, 0, null, "", "", 0, 0, 0, 0, []));
}
