using System.Text;
using Tanuki.Core;

namespace Tanuki.Models.Engines;

/// <summary>Says what is known of an engine that went away.</summary>
internal static class EngineObituary
{
    private const int SigIllegal = 4, SigAbort = 6, SigBus = 7, SigArithmetic = 8, SigKill = 9, SigSegmentation = 11, SigTerminate = 15;
    private const int LogTail = 4096;

    /// <summary>Whether the program itself was at fault; nobody told it to go.</summary>
    public static bool IsCrash(int exitCode) =>
        exitCode - 128 is SigIllegal or SigAbort or SigBus or SigArithmetic or SigSegmentation;

    /// <param name="exitCode">Null when the engine was started by another client.</param>
    public static string Cause(int? exitCode) => exitCode switch
    {
        null => "died",
        128 + SigKill => "was killed (signal 9, perhaps for want of memory)",
        128 + SigAbort => "aborted (signal 6)",
        128 + SigSegmentation => "crashed (signal 11)",
        128 + SigTerminate => "was told to stop (signal 15)",
        > 128 => $"died of signal {exitCode - 128}",
        _ => $"exited with code {exitCode}",
    };

    /// <summary>The last lines of the log as a hint, before <paramref name="advice"/>.</summary>
    public static string Hint(EngineEndpoint endpoint, string advice)
    {
        var lines = LastLines(endpoint.Log);
        return lines.Count == 0 ? advice : $"Its log ends with: {string.Join(" | ", lines)}. {advice}";
    }

    private static List<string> LastLines(string path)
    {
        try
        {
            using var log = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            log.Seek(-Math.Min(LogTail, log.Length), SeekOrigin.End);
            using var reader = new StreamReader(log, Encoding.UTF8);
            return [.. reader.ReadToEnd().Split('\n').Where(l => !string.IsNullOrWhiteSpace(l)).TakeLast(3).Select(l => Shown.Value(l.Trim().TrimEnd('.')))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
