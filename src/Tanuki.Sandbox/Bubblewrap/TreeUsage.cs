using System.Globalization;

namespace Tanuki.Sandbox.Bubblewrap;

/// <summary>Memory of a process and its descendants, read from <c>/proc</c> where no control group counts it.</summary>
internal sealed class TreeUsage
{
    public long PeakBytes { get; private set; }

    public void AtLeast(long bytes) => PeakBytes = Math.Max(PeakBytes, bytes);

    /// <returns>Bytes that the tree holds now, memory shared between its processes counted once at most.</returns>
    public long Sample(int root)
    {
        var bytes = 0L;
        var waiting = new Stack<int>([root]);
        for (var visited = 0; waiting.TryPop(out var pid) && visited < 10_000; visited++)
        {
            try
            {
                var pages = File.ReadAllText($"/proc/{pid}/statm").Split(' ');
                bytes += (long.Parse(pages[1], CultureInfo.InvariantCulture) - long.Parse(pages[2], CultureInfo.InvariantCulture)) * Environment.SystemPageSize;
                foreach (var task in Directory.EnumerateDirectories($"/proc/{pid}/task"))
                {
                    foreach (var child in File.ReadAllText($"{task}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
                        waiting.Push(int.Parse(child, CultureInfo.InvariantCulture));
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
            {
                // The process ended while we looked.
            }
        }

        AtLeast(bytes);
        return bytes;
    }
}
