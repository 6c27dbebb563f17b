namespace Tanuki.Sandbox.Tests.Remote;

/// <summary>Finds the processes of a program by a mark in its command line.</summary>
internal static class Marks
{
    public static string New() => $"remote-run-{Guid.NewGuid():N}";

    public static SandboxJob Sleeper(string mark, double seconds = 3600) => Sandboxes.Job("bash", $"sleep {seconds.ToString(System.Globalization.CultureInfo.InvariantCulture)}; echo slept") with
    {
        Arguments = [mark],
        Limits = new SandboxLimits { Time = TimeSpan.FromMinutes(10) },
    };

    public static bool Lives(string mark) => Directory.EnumerateDirectories("/proc")
        .Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0]))
        .Any(path =>
        {
            try
            {
                return File.ReadAllText(Path.Combine(path, "cmdline")).Contains(mark, StringComparison.Ordinal);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        });

    public static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
