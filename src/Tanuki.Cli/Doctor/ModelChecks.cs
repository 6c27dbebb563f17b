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
