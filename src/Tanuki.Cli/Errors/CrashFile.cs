using System.Globalization;
using Tanuki.Core.Secrets;

namespace Tanuki.Cli.Errors;

/// <summary>Keeps what a bug looked like, for the report that the user may send.</summary>
internal static class CrashFile
{
    /// <returns>A hint that says where the details are.</returns>
    public static string Write(Exception exception, IReadOnlyList<string> args, CliHost host)
    {
        try
        {
            var folder = Directory.CreateDirectory(Path.Combine(host.DataDirectory(), "crashes")).FullName;
            var now = host.Time.GetUtcNow();
            var path = Path.Combine(folder, now.ToString("yyyyMMdd-HHmmss-fff", CultureInfo.InvariantCulture) + ".txt");
            File.WriteAllText(path, SecretScanner.ForProcess.Redact($"""
                tanuki {Program.Version}
                {now:O}
                {string.Join(' ', args.Take(2))}
                {exception}

                """));
            return $"This is a bug of Tanuki; the details are in {path}.";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"This may be a bug of Tanuki ({exception.Message}); the details could not be written ({e.Message}).";
        }
    }
}
