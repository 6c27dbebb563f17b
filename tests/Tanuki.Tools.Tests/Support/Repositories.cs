using System.Diagnostics;

namespace Tanuki.Tools.Tests.Support;

/// <summary>Makes folders of the host repositories with this machine's own git.</summary>
internal static class Repositories
{
    /// <param name="commands">Each the arguments of one call, separated by blanks.</param>
    public static async Task MakeAsync(string folder, IReadOnlyList<string> commands)
    {
        foreach (var command in commands)
        {
            using var git = Process.Start(new ProcessStartInfo("/usr/bin/git", command.Split(' '))
            {
                WorkingDirectory = folder,
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment =
                {
                    ["GIT_CONFIG_GLOBAL"] = "/dev/null", ["GIT_CONFIG_NOSYSTEM"] = "1",
                    ["GIT_AUTHOR_NAME"] = "Ada", ["GIT_AUTHOR_EMAIL"] = "ada@example.org", ["GIT_AUTHOR_DATE"] = "2024-01-01T00:00:00Z",
                    ["GIT_COMMITTER_NAME"] = "Ada", ["GIT_COMMITTER_EMAIL"] = "ada@example.org", ["GIT_COMMITTER_DATE"] = "2024-01-01T00:00:00Z",
                },
            })!;
            var errors = git.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await git.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await git.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(git.ExitCode == 0, $"git {command}: {await errors}");
        }
    }
}
