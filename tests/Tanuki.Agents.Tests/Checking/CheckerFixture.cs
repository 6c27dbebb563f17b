using Tanuki.Agents.Checking;
using Tanuki.Agents.Tests.Checking;
using Tanuki.Sandbox;

[assembly: AssemblyFixture(typeof(CheckerFixture))]

namespace Tanuki.Agents.Tests.Checking;

/// <summary>One sandbox of this machine and one checker, as a run has them.</summary>
public sealed class CheckerFixture : IAsyncLifetime
{
    private ISandbox? _sandbox;

    internal CandidateChecker Checker { get; private set; } = null!;

    internal ISandbox Sandbox => _sandbox!;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await SandboxFactory.OpenAsync(SandboxPreference.Auto, TestContext.Current.CancellationToken);
        Checker = new CandidateChecker(_sandbox);
    }

    public async ValueTask DisposeAsync() => await (_sandbox?.DisposeAsync() ?? ValueTask.CompletedTask);
}
