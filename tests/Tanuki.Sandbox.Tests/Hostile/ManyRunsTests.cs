using Tanuki.Sandbox.Docker;
using Tanuki.Sandbox.Tests.Docker;
using Tanuki.Sandbox.Workspaces;

namespace Tanuki.Sandbox.Tests.Hostile;

[Collection(AloneCollection.Name)]
public class ManyRunsTests
{
    private static readonly string[] Attacks =
    [
        "fork_bomb", "memory_bomb", "output_flood", "survivor", "disk_fill", "kills_everything", "memory_in_sockets", "zombie_flood", "stops_itself",
        "flood_after_end",
    ];

    [Fact]
    public async Task Two_hundred_runs_at_once_of_which_twenty_are_hostile_are_right_and_leave_nothing_behind()
    {
        var before = Remains();
        await using (var sandbox = await SandboxFactory.OpenAsync(SandboxPreference.Bubblewrap, TestContext.Current.CancellationToken))
            await RunAsync(sandbox, 200);

        Assert.Equal([], Remains().Except(before));
    }

    [Fact, Trait("Category", "Long")]
    public async Task Two_hundred_runs_at_once_in_containers_of_which_twenty_are_hostile_are_right_and_leave_nothing_behind() => await InContainersAsync(200);

    [Fact]
    public async Task Twenty_runs_at_once_in_containers_of_which_two_are_hostile_are_right_and_leave_nothing_behind() => await InContainersAsync(20);

    private static async Task InContainersAsync(int count)
    {
        await using var observer = await DockerHost.ConnectAsync(endpoint: null, TestContext.Current.CancellationToken);
        var host = await DockerHost.ConnectAsync(endpoint: null, TestContext.Current.CancellationToken);
        await using (var sandbox = new DockerSandbox(host))
            await RunAsync(sandbox, count);

        Assert.Empty(await Containers.WithAsync(observer, $"{DockerHost.OwnerLabel}={host.Labels[DockerHost.OwnerLabel]}"));
    }

    /// <summary>Every tenth is hostile.</summary>
    private static async Task RunAsync(ISandbox sandbox, int count)
    {
        using var secrets = await HostSecrets.PlantAsync();
        var runs = Enumerable.Range(0, count).Select(number => sandbox.RunAsync(number % 10 == 9 ? Attack(number / 10) : Honest(number), TestContext.Current.CancellationToken));

        var verdicts = await Task.WhenAll(runs);

        var honest = Enumerable.Range(0, count).Where(number => number % 10 != 9).ToList();
        Assert.Equal(
            honest.Select(number => (SandboxOutcome.Ok, $"{number} squared is {number * number}, alone True\n")),
            honest.Select(number => (verdicts[number].Outcome, verdicts[number].Stdout)));
        Assert.DoesNotContain(verdicts, verdict => verdict.Outcome == SandboxOutcome.SandboxFailure);
        Assert.Empty(secrets.Survivors());

        SandboxJob Attack(int number)
        {
            var name = Attacks[number % Attacks.Length];
            return HostileScenario.Load(name).Job(name, secrets);
        }

        SandboxJob Honest(int number) => Sandboxes.Job(
            "python",
            "import os\nopen('/tmp/mine', 'x').close()\nnumber = int(input())\nprint(f\"{number} squared is {number * number}, alone {os.listdir('/tmp') == ['mine']}\")",
            $"{number}") with
        {
            // So many at once take their time, and none of it is what is tested.
            Limits = new SandboxLimits { Time = TimeSpan.FromMinutes(5) },
            Arguments = [secrets.RunMarker],
        };
    }

    /// <summary>This process's folders, control groups, mounts and children.</summary>
    private static IReadOnlyList<string> Remains()
    {
        var own = LiveName.Next()[..^1].TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        var children = $"/proc/{Environment.ProcessId}/task";
        return
        [
            .. Directory.GetDirectories(JobFolder.Base, own + "*"),
            .. Directory.Exists("/sys/fs/cgroup")
                ? Directory.EnumerateDirectories("/sys/fs/cgroup", own + "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint })
                : [],
            .. File.ReadAllLines("/proc/self/mountinfo"),
            .. Directory.GetDirectories(children).SelectMany(task => File.ReadAllText($"{task}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(pid => $"process {pid}"),
        ];
    }
}
