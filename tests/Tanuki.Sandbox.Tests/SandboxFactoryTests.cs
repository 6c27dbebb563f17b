namespace Tanuki.Sandbox.Tests;

public class SandboxFactoryTests
{
    [Theory]
    [InlineData("auto", true, SandboxPreference.Auto)]
    [InlineData("bubblewrap", true, SandboxPreference.Bubblewrap)]
    [InlineData("docker", true, SandboxPreference.Docker)]
    [InlineData("remote", true, SandboxPreference.Remote)]
    [InlineData("none", false, SandboxPreference.Auto)]
    [InlineData("", false, SandboxPreference.Auto)]
    public void Names_are_those_of_the_command_line(string name, bool known, SandboxPreference preference)
    {
        Assert.Equal(known, SandboxFactory.TryParse(name, out var parsed));
        Assert.Equal(preference, parsed);
    }

    [Fact]
    public async Task The_driver_without_isolation_says_that_it_enforces_nothing()
    {
        await using var sandbox = await SandboxFactory.OpenAsync(SandboxPreference.UnsafeNone, TestContext.Current.CancellationToken);

        var verdict = await sandbox.RunAsync(Sandboxes.Job("python", "print(input())", "in"), TestContext.Current.CancellationToken);

        Assert.Equal("none", sandbox.Description.Driver);
        Assert.Equal((SandboxOutcome.Ok, "in\n"), (verdict.Outcome, verdict.Stdout));
        Assert.Contains("network", verdict.NotEnforced);
    }

    [Fact]
    public async Task A_language_without_its_toolchain_is_a_failure_of_the_sandbox_with_a_reason()
    {
        var missing = (await Profiles.ToolchainProbe.FindAllAsync(TestContext.Current.CancellationToken)).Where(toolchain => !toolchain.Present);

        foreach (var toolchain in missing)
        {
            var verdict = await Sandboxes.Bubblewrap.RunAsync(toolchain.Language, "");
            Assert.Equal(SandboxOutcome.SandboxFailure, verdict.Outcome);
            Assert.Contains(toolchain.Missing!, verdict.Stderr, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_toolchain_that_failed_once_is_asked_again()
    {
        var program = Path.Combine(Path.GetTempPath(), $"toolchain-{Guid.NewGuid():N}");
        var profile = Profiles.ProfileCatalogue.Find("bash")! with { Language = program, Programs = [program], Version = ["/bin/sh", "{program}"] };
        try
        {
            await File.WriteAllTextAsync(program, "exit 1", TestContext.Current.CancellationToken);
            var failed = await Profiles.ToolchainProbe.FindAsync(profile);
            await File.WriteAllTextAsync(program, "echo 7", TestContext.Current.CancellationToken);
            var found = await Profiles.ToolchainProbe.FindAsync(profile);
            await File.WriteAllTextAsync(program, "echo 8", TestContext.Current.CancellationToken);
            var remembered = await Profiles.ToolchainProbe.FindAsync(profile);

            Assert.Equal((false, "7", "7"), (failed.Present, found.Version, remembered.Version));
        }
        finally
        {
            File.Delete(program);
        }
    }

    [Fact]
    public async Task Toolchains_come_from_the_systems_folders_and_have_a_version_and_a_hash()
    {
        var toolchains = await Profiles.ToolchainProbe.FindAllAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Core.Tasks.LanguageNames.All.Order(StringComparer.Ordinal), toolchains.Select(toolchain => toolchain.Language));
        var python = toolchains.Single(toolchain => toolchain.Language == "python");
        Assert.StartsWith("/usr/", python.Program, StringComparison.Ordinal);
        Assert.StartsWith("Python 3", python.Version, StringComparison.Ordinal);
        Assert.Equal(64, python.Hash.Length);
    }

    [Fact]
    public async Task A_limit_outside_its_range_is_a_bug_of_the_caller()
    {
        var job = Sandboxes.Job("bash", "") with { Limits = new SandboxLimits { MemoryMebibytes = 1 } };

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Sandboxes.Bubblewrap.RunAsync(job));
    }
}
