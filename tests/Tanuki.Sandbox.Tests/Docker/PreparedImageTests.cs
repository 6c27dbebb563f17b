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

    /// <summary>The image of all languages takes minutes to build and 3 GB of room.</summary>
    [Fact]
    [Trait("Category", "Long")]
    public async Task Programs_of_every_language_run_in_the_image_of_our_Dockerfile()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await BuildAsync();
        await using var host = await DockerHost.ConnectAsync(endpoint: null, cancellationToken);
        await using var sandbox = new DockerSandbox(host, new ImageStore(Repository));
        try
        {
            var image = (await host.Client.Images.InspectImageAsync($"{Repository}:all", cancellationToken)).ID;
            foreach (var language in ProfileCatalogue.All.Select(profile => profile.Language))
            {
                Assert.Equal(image, await sandbox.PrepareAsync(language, cancellationToken));
                foreach (var kind in LanguageKind.All.Keys)
                    await LanguageKind.CheckAsync(Task.FromResult<ISandbox>(sandbox), language, kind);
            }
        }
        finally
        {
            await host.Client.Images.DeleteImageAsync($"{Repository}:all", new() { Force = true }, CancellationToken.None);
        }
    }

    private static async Task BuildAsync(params IReadOnlyList<string> languages)
    {
        var plan = new ProcessPlan
        {
            Program = Path.Combine(HostileScenario.Repository(), "deploy", "sandbox", "build"),
            Arguments = ["--name", Repository, .. languages],
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
    }
}
