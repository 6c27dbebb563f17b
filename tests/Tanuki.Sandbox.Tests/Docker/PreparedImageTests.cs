using Tanuki.Sandbox.Docker;
using Tanuki.Sandbox.Docker.Images;
using Tanuki.Sandbox.Processes;
using Tanuki.Sandbox.Profiles;
using Tanuki.Sandbox.Tests.Hostile;
using Tanuki.Sandbox.Tests.Languages;
using Tanuki.Sandbox.Unsafe;

namespace Tanuki.Sandbox.Tests.Docker;

public class PreparedImageTests
{
    private const string Repository = "tanuki-sandbox-test";
    private const string Alone = "sql";

    /// <summary>The image of all languages takes a minute or more to build, and 3 GB of room.</summary>
    [Fact]
    [Trait("Category", "Long")]
    public async Task Programs_of_every_language_run_in_the_images_of_our_Dockerfile()
    {
        await BuildAsync();
        await BuildAsync(Alone);
        await using var host = await DockerHost.ConnectAsync(endpoint: null, TestContext.Current.CancellationToken);
        try
        {
            await RunEverythingAsync(host);
        }
        finally
        {
            foreach (var tag in (string[])["all", Alone])
                await host.Client.Images.DeleteImageAsync($"{Repository}:{tag}", new() { Force = true }, CancellationToken.None);
        }
    }

    private static async Task RunEverythingAsync(DockerHost host)
    {
        var cancellationToken = TestContext.Current.CancellationToken;

        // A host of its own: its warm containers must be gone before the images can be.
        await using var sandbox = new DockerSandbox(await DockerHost.ConnectAsync(endpoint: null, cancellationToken), new PreparedImages(Repository));
        foreach (var language in ProfileCatalogue.All.Select(profile => profile.Language))
        {
            var image = await host.Client.Images.InspectImageAsync($"{Repository}:{(language == Alone ? Alone : "all")}", cancellationToken);
            Assert.Equal(image.ID, await sandbox.PrepareAsync(language, cancellationToken));
            foreach (var kind in LanguageKind.All.Keys)
                await LanguageKind.CheckAsync(Task.FromResult<ISandbox>(sandbox), language, kind);
        }
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task Dotnet_restores_builds_and_tests_in_the_image_without_a_network()
    {
        const string Commands = "cd /tmp && dotnet new xunit -o fresh && cd fresh && dotnet test";
        await BuildAsync("csharp");
        try
        {
            var output = await ExecuteAsync(
                "docker", "run", "--rm", "--network", "none", "--read-only", "--tmpfs", "/tmp:exec", "--user", "65001", "--env", "HOME=/tmp",
                $"{Repository}:csharp", "/bin/sh", "-c", Commands);

            Assert.Contains("Passed!", output, StringComparison.Ordinal);
        }
        finally
        {
            await ExecuteAsync("docker", "rmi", $"{Repository}:csharp");
        }
    }

    private static Task<string> BuildAsync(params IReadOnlyList<string> languages) =>
        ExecuteAsync([Path.Combine(HostileScenario.Repository(), "deploy", "sandbox", "build"), "--name", Repository, .. languages]);

    private static async Task<string> ExecuteAsync(params string[] command)
    {
        var plan = new ProcessPlan
        {
            Program = "/usr/bin/env",
            Arguments = command,
            Environment = new Dictionary<string, string>
            {
                ["PATH"] = Environment.GetEnvironmentVariable("PATH")!,
                ["HOME"] = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
                ["TMPDIR"] = Path.GetTempPath(),
            },
            Time = TimeSpan.FromMinutes(20),
            OutputBytes = 1 << 20,
            KeptOutputBytes = 1 << 20,
        };

        var end = await Supervisor.Start(plan, new SessionTree()).Completion;

        Assert.True(end.ExitCode == 0, end.Stdout + end.Stderr);
        return end.Stdout;
    }
}
