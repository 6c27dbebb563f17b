namespace Tanuki.Sandbox.Tests.Remote;

/// <summary>Finds the processes of a program by a mark in their command lines.</summary>
internal static class Marks
{
    public static string New() => $"remote-run-{Guid.NewGuid():N}";

    public static SandboxJob Sleeper(string mark, int seconds = 3600) => Sandboxes.Job("bash", $"bash -c 'sleep {seconds}; echo slept' \"$1\"") with
    {
        Arguments = [mark],
        Limits = new SandboxLimits { Time = TimeSpan.FromMinutes(10) },
    };

    /// <summary>Whether the program itself has begun, and not only what starts it.</summary>
    public static bool Runs(string mark) => Any(commandLine =>
        commandLine.StartsWith("bash\0-c\0sleep", StringComparison.Ordinal) && commandLine.Contains(mark, StringComparison.Ordinal));

    /// <summary>Whether anything is left of it or of its sandbox.</summary>
    public static bool Lives(string mark) => Any(commandLine => commandLine.Contains(mark, StringComparison.Ordinal));

    /// <param name="meanwhile">What has to go on until then, programs that must not have ended.</param>
    public static async Task UntilAsync(Func<bool> condition, params Task<SandboxVerdict>[] meanwhile)
    {
        while (!condition())
        {
            foreach (var ended in meanwhile.Where(task => task.IsCompleted))
                Assert.Fail($"Ended early: {await ended}");
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static bool Any(Func<string, bool> matches) => Directory.EnumerateDirectories("/proc")
        .Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0]))
        .Any(path =>
        {
            try
            {
                return matches(File.ReadAllText(Path.Combine(path, "cmdline")));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        });
}
