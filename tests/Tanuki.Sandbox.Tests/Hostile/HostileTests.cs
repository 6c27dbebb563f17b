namespace Tanuki.Sandbox.Tests.Hostile;

public class HostileTests
{
    public static TheoryData<string> All => [.. HostileScenario.Names];

    public static TheoryData<string> AllWithoutCgroups =>
        [.. HostileScenario.Names.Where(name => HostileScenario.Load(name).WithoutCgroups?.NotEnforcedBecause is null)];

    public static TheoryData<string> WithCanary => [.. HostileScenario.Names.Where(name => HostileScenario.Load(name).Canary is not null)];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Bubblewrap_contains(string name)
    {
        var sandbox = await Sandboxes.Bubblewrap;
        var scenario = HostileScenario.Load(name);
        var weaker = sandbox.Description.NotEnforced.Count > 0 ? scenario.WithoutCgroups : null;
        if (weaker?.NotEnforcedBecause is { } reason)
            Assert.NotEmpty(reason);
        else
            await Contains(sandbox, name, scenario, weaker ?? scenario.Expected);
    }

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
        using var secrets = new HostSecrets();
        var sandbox = await (scenario.Canary!.Without == "seccomp" ? Sandboxes.WithoutSeccomp : Sandboxes.Unsafe);

        var verdict = await sandbox.RunAsync(
            scenario.Job(name, await secrets.FillAsync(scenario.Arguments ?? [])), TestContext.Current.CancellationToken);

        scenario.Canary.Expectation.Check(verdict);
        if (scenario.Canary.Survives)
            Assert.NotEmpty(secrets.Survivors());
    }

    private static async Task Contains(ISandbox sandbox, string name, HostileScenario scenario, Expectation expected)
    {
        using var secrets = new HostSecrets();

        var verdict = await sandbox.RunAsync(
            scenario.Job(name, await secrets.FillAsync(scenario.Arguments ?? [])), TestContext.Current.CancellationToken);

        expected.Check(verdict);
        Assert.Empty(secrets.Survivors());
        Assert.All((string[])[secrets.HomeFile, secrets.TmpFile, secrets.RepositoryFile], path => Assert.Equal("a secret", File.ReadAllText(path)));
    }
}
