using System.Globalization;
using Tanuki.Core;
using Tanuki.Core.Runs;
using Tanuki.Models.Catalogue;

namespace Tanuki.Cli.Doctor;

internal static class ModelChecks
{
    private const string EngineAssembly = "Tanuki.Engine.dll";

    public static async Task<DoctorCheck> ModelAsync(CliHost host, CancellationToken cancellationToken)
    {
        var name = new RunSettings().Model;
        try
        {
            var verified = await new ModelCatalogue(host.ModelEnvironment()).VerifyAsync(name, force: false, progress: null, cancellationToken);
            return new DoctorCheck("model", DoctorStatus.Ok, $"{name}, SHA-256 {verified.Sha256[..12]}… verified");
        }
        catch (TanukiException e)
        {
            return new DoctorCheck("model", DoctorStatus.Failed, e.Message, e.Hint);
        }
    }

    public static DoctorCheck Engine()
    {
        var engines = Directory.EnumerateDirectories("/proc")
            .Select(Path.GetFileName)
            .Where(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _) && IsEngine($"/proc/{name}/cmdline"))
            .ToList();
        return new DoctorCheck("engine", DoctorStatus.Ok,
            engines.Count == 0 ? "not running; it starts with the first run" : $"running as process {string.Join(", ", engines)}");
    }

    /// <summary>Asks nobody: which endpoint is meant only the command that uses it says.</summary>
    public static DoctorCheck Remote(CliHost host)
    {
        try
        {
            var environment = host.ModelEnvironment();
            var key = environment.RemoteKey is null ? "without OPENAI_API_KEY, keys come from the system's secret store" : "OPENAI_API_KEY is set";
            var tokens = environment.RemoteTokens is { } most ? string.Create(CultureInfo.InvariantCulture, $", {most} tokens at most") : "";
            var cost = environment.RemoteCost is { } limit ? string.Create(CultureInfo.InvariantCulture, $", ${limit} at most") : "";
            return new DoctorCheck("remote-models", DoctorStatus.Ok, $"{key}{tokens}{cost}");
        }
        catch (UsageException e)
        {
            return new DoctorCheck("remote-models", DoctorStatus.Failed, e.Message, e.Hint);
        }
    }

    private static bool IsEngine(string commandLine)
    {
        try
        {
            return File.ReadAllText(commandLine).Split('\0').Any(part => part.EndsWith(EngineAssembly, StringComparison.Ordinal));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
