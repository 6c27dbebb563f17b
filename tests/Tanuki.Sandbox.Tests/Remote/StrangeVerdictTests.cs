using Tanuki.Sandbox.Contract;
using Tanuki.Sandbox.Remote;

namespace Tanuki.Sandbox.Tests.Remote;

/// <summary>What a server may answer that is no verdict.</summary>
public class StrangeVerdictTests
{
    [Theory]
    [InlineData(0, 2, 1.0)]
    [InlineData(10, 2, 1.0)]
    [InlineData(1, 3, 1.0)]
    [InlineData(1, 2, double.NaN)]
    [InlineData(1, 2, double.PositiveInfinity)]
    public void It_is_a_failure_of_the_server(int outcome, int phase, double milliseconds)
    {
        var busy = new Verdict { Outcome = (Outcome)outcome, Phase = (Phase)phase, CpuMs = milliseconds };
        var slow = new Verdict { Outcome = (Outcome)outcome, Phase = (Phase)phase, WallMs = milliseconds };

        Assert.All([busy, slow], verdict => Assert.Throws<RemoteFailure>(() => JobMessages.Verdict(verdict)));
    }
}
