using System.Globalization;
using System.Runtime.InteropServices;
using Tanuki.Core.Machine;

namespace Tanuki.Cli.Doctor;

internal static class MachineChecks
{
    private const double ComfortableGibibytes = 1.5;

    public static IEnumerable<DoctorCheck> Run()
    {
        yield return new DoctorCheck("tanuki", DoctorStatus.Ok, Program.Version);
        yield return new DoctorCheck("system", DoctorStatus.Ok, $"{Name()}, {RuntimeInformation.OSArchitecture}, kernel {Environment.OSVersion.Version}");
        yield return new DoctorCheck("cores", DoctorStatus.Ok, $"{Environment.ProcessorCount}");
        var (limit, available, _) = MachineMemory.Read();
        var memory = available / (double)(1L << 30);
        yield return new DoctorCheck(
            "memory",
            memory >= ComfortableGibibytes ? DoctorStatus.Ok : DoctorStatus.Note,
            string.Create(CultureInfo.InvariantCulture, $"{memory:0.0} of {limit / (double)(1L << 30):0.0} GiB to spare"),
            memory >= ComfortableGibibytes ? null : "The bundled model takes about 1 GB; programs in the sandbox come on top.");
        yield return new DoctorCheck("dotnet", DoctorStatus.Ok, Environment.Version.ToString());
    }

    private static string Name()
    {
        const string file = "/etc/os-release";
        var line = File.Exists(file) ? File.ReadLines(file).FirstOrDefault(l => l.StartsWith("PRETTY_NAME=", StringComparison.Ordinal)) : null;
        return line is null ? RuntimeInformation.OSDescription : line["PRETTY_NAME=".Length..].Trim('"');
    }
}
