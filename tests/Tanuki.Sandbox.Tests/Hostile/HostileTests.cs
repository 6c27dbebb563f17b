namespace Tanuki.Sandbox.Tests.Hostile;

public class HostileTests
{
    public static TheoryData<string> All => [.. HostileScenario.Names];

    public static TheoryData<string> AllWithoutCgroups =>
        [.. HostileScenario.Names.Where(name => HostileScenario.Load(name).WithoutCgroups?.NotEnforcedBecause is null)];

    public static TheoryData<string> WithCanary => [.. HostileScenario.Names.Where(name => HostileScenario.Load(name).Canary is not null)];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Bubblewrap_contains(string name) => await ContainsWithBubblewrap(await Sandboxes.Bubblewrap, name);

    [Theory]
    [MemberData(nameof(AllWithoutCgroups))]
    public async Task Bubblewrap_without_control_groups_contains(string name)
    {
        var scenario = HostileScenario.Load(name);
        await Contains(await Sandboxes.WithoutCgroups, name, scenario, scenario.WithoutCgroups ?? scenario.Expected);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Docker_contains(string name)
    {
        var scenario = HostileScenario.Load(name);
        await Contains(await Sandboxes.Docker, name, scenario, scenario.Docker ?? scenario.Expected);
    }

    [Theory]
    [MemberData(nameof(WithCanary))]
    public async Task The_attack_works_without_the_protection(string name)
    {
        var scenario = HostileScenario.Load(name);
        var canary = scenario.Canary!;
        using var secrets = await HostSecrets.PlantAsync();
        var sandbox = await canary.Sandbox;

        SandboxVerdict? verdict = null;
        for (var run = 0; run < scenario.Runs; run++)
            verdict = await sandbox.RunAsync(scenario.Job(name, secrets, canary.Limits), TestContext.Current.CancellationToken);

        canary.Expectation.Check(verdict!);
        if (canary.Survives)
            Assert.NotEmpty(secrets.Survivors());
    }

    [Fact]
    public void Every_attack_has_a_canary_or_a_reason_why_not() => Assert.All(HostileScenario.Names, name =>
    {
        var scenario = HostileScenario.Load(name);
        Assert.True(scenario.Canary is null != string.IsNullOrWhiteSpace(scenario.NoCanary), name);
    });

    [Fact]
    public void Every_attack_stands_in_the_documentation()
    {
        var page = File.ReadAllText(Path.Combine(HostileScenario.Repository(), "docs", "sandbox.md"));

        Assert.Equal([], HostileScenario.Names.Where(name => !page.Contains($"`{name}`", StringComparison.Ordinal)));
    }

    /// <summary>With what it enforces on this machine.</summary>
    internal static Task ContainsWithBubblewrap(ISandbox sandbox, string name)
    {
        var scenario = HostileScenario.Load(name);
        var weaker = sandbox.Description.NotEnforced.Count > 0 ? scenario.WithoutCgroups : null;
        return Contains(sandbox, name, scenario, weaker ?? scenario.Expected);
    }

    private static async Task Contains(ISandbox sandbox, string name, HostileScenario scenario, Expectation expected)
    {
        using var secrets = await HostSecrets.PlantAsync();
        for (var run = 0; run < scenario.Runs; run++)
        {
            var verdict = await sandbox.RunAsync(scenario.Job(name, secrets), TestContext.Current.CancellationToken);

            // What a driver cannot enforce here it says, in each verdict; the program must be gone even so.
            if (expected.NotEnforcedBecause is not null && sandbox.Description.NotEnforced.Count > 0)
                Assert.NotEmpty(verdict.NotEnforced);
            else
                expected.Check(verdict);
        }

        Assert.Empty(secrets.Survivors());
        Assert.All((string[])[secrets.HomeFile, secrets.TmpFile, secrets.RepositoryFile], path => Assert.Equal("a secret", File.ReadAllText(path)));
    }
}
