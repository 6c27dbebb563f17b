using System.Text;
using Tanuki.Sandbox.Bubblewrap;
using Tanuki.Sandbox.Docker;
using Tanuki.Sandbox.Profiles;
using Tanuki.Sandbox.Workspaces;

namespace Tanuki.Sandbox.Tests.Hostile;

/// <summary>A compiler that a hostile program has taken over: what it leaves for the run is read and removed by others.</summary>
public sealed class BuildOutputTests : IDisposable
{
    private const uint Owner = 65_499;

    private const string Links = """
        cd /build
        ln -s "$SECRET" program
        ln -s / root
        ln -s .. up
        mkfifo fifo
        mkdir -- -rf $'line\nbreak' $'\xff'
        printf x > $'\xe2\x80\xaetxt'
        ln program hard
        """;

    private const string Deep = """
        cd /build
        name=$(printf 'd%.0s' {1..200})
        for depth in {1..60}; do mkdir $name && cd -P $name || exit 1; done
        """;

    private const string Closed = "mkdir -p /build/closed/in; : > /build/closed/in/file; chmod 0 /build/closed/in/file /build/closed/in /build/closed";

    private const string Large = "for number in {1..40}; do head -c 1048576 /dev/zero > /build/$number; done";

    private const string Many = "cd /build; for number in {1..70000}; do : > $number; done";

    private readonly string _secret = Path.Combine(Path.GetTempPath(), $"build-secret-{Guid.NewGuid():N}");

    public BuildOutputTests() => File.WriteAllText(_secret, "a secret");

    public void Dispose() => File.Delete(_secret);

    [Fact]
    public async Task Links_out_of_the_build_folder_lead_nowhere_and_are_not_followed_when_it_is_removed()
    {
        var (compiled, ran, folder) = await InBubblewrapAsync(Links);

        Assert.Equal((SandboxOutcome.Ok, SandboxOutcome.Ok, "sealed\n"), (compiled.Outcome, ran!.Outcome, ran.Stdout));
        Assert.False(Directory.Exists(folder));
        Assert.Equal("a secret", await File.ReadAllTextAsync(_secret, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(Deep)]
    [InlineData(Closed)]
    public async Task Folders_deeper_than_any_path_or_closed_are_removed(string script)
    {
        var (compiled, _, folder) = await InBubblewrapAsync(script);

        Assert.NotEqual(SandboxOutcome.SandboxFailure, compiled.Outcome);
        Assert.False(Directory.Exists(folder));
    }

    [Theory]
    [InlineData(Large)]
    [InlineData(Many)]
    public async Task A_build_that_is_too_large_is_not_run(string script)
    {
        var (compiled, ran, folder) = await InBubblewrapAsync(script);

        Assert.Equal((SandboxOutcome.DiskLimit, null), (compiled.Outcome, ran));
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task In_containers_links_lead_nowhere()
    {
        var (compiled, ran) = await InContainersAsync(Links);

        Assert.Equal((SandboxOutcome.Ok, "sealed\n"), (compiled, ran));
    }

    [Fact]
    public async Task In_containers_the_build_folder_has_a_size() =>
        Assert.Equal((SandboxOutcome.DiskLimit, null), await InContainersAsync(Large));

    private async Task<(SandboxVerdict Compiled, SandboxVerdict? Ran, string Folder)> InBubblewrapAsync(string script)
    {
        var sandbox = (BubblewrapSandbox)await Sandboxes.Bubblewrap;
        var job = Job(script);
        uint? owner = Processes.Libc.geteuid() == 0 ? Owner : null;
        using var prepared = new PreparedJob(job, Compiler(), owner, JobFolder.Create(job, generated: null, owner));
        var compiled = await sandbox.CompileAsync(prepared, TestContext.Current.CancellationToken);
        SandboxVerdict? ran = null;
        if (compiled.Outcome == SandboxOutcome.Ok)
        {
            using var program = sandbox.Launch(prepared, SandboxPhase.Run, interactive: false);
            ran = program.Judge(await program.Supervisor.Completion);
        }

        prepared.Dispose();
        return (compiled, ran, prepared.Folder.Path);
    }

    private async Task<(SandboxOutcome Compiled, string? Ran)> InContainersAsync(string script)
    {
        await using var host = await DockerHost.ConnectAsync(endpoint: null, TestContext.Current.CancellationToken);
        await using var sandbox = new DockerSandbox(host);
        var image = await sandbox.PrepareAsync("bash", TestContext.Current.CancellationToken);
        var job = new ContainerJob(Job(script), Compiler(), image!, host.Pool);
        var compiled = await (await job.StartAsync(SandboxPhase.Compile, interactive: false, TestContext.Current.CancellationToken)).Completion;
        if (compiled.Status != 0 && compiled.Stderr.Contains("No space left on device", StringComparison.Ordinal))
            return (SandboxOutcome.DiskLimit, null);
        Assert.Equal((0, false), (compiled.Status, job.BuildTooLarge));
        var ran = await (await job.StartAsync(SandboxPhase.Run, interactive: false, TestContext.Current.CancellationToken)).Completion;
        return (SandboxOutcome.Ok, ran.Stdout);
    }

    private SandboxJob Job(string script) => new()
    {
        Language = "bash",
        Files =
        [
            new SandboxFile("main.sh", Encoding.UTF8.GetBytes($"SECRET='{_secret}'\n{script}")),
            new SandboxFile("run.sh", "cat /build/program 2>/dev/null || echo sealed"u8.ToArray()),
        ],
    };

    private static Toolchain Compiler()
    {
        var profile = new LanguageProfile
        {
            Language = "bash",
            MainFile = "main.sh",
            Programs = ["/usr/bin/bash"],
            Version = [],
            Install = [],
            Compile = new CompileStep([], ["/usr/bin/bash", "/work/main.sh"], TimeSeconds: 60, MemoryMebibytes: 256, Processes: 32, DiskMebibytes: 32),
            Run = ["/usr/bin/bash", "/work/run.sh"],
        };
        return new Toolchain(profile, "/usr/bin/bash", "", "", null);
    }
}
