using System.CommandLine;
using Tanuki.Cli.Doctor;
using Tanuki.Cli.Parsing;

namespace Tanuki.Cli.Commands;

/// <summary><c>tanuki doctor</c>: says what works on this machine and what does not.</summary>
internal static class DoctorCommand
{
    public static Command Create(CliHost host)
    {
        var command = new Command("doctor", "Say what works on this machine, and what would help.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            List<DoctorCheck> checks =
            [
                .. MachineChecks.Run(),
                .. await SandboxChecks.RunAsync(host, cancellationToken),
                .. await SandboxChecks.ToolchainsAsync(cancellationToken),
                await ModelChecks.ModelAsync(host, cancellationToken),
                ModelChecks.Engine(),
                .. await GpuChecks.RunAsync(host, cancellationToken),
                ModelChecks.Remote(host),
            ];
            var report = new DoctorReport(checks.TrueForAll(check => check.Status != DoctorStatus.Failed), checks);
            if (parsed.IsJson())
                JsonOutput.Write(host, report);
            else
                Print(host, report, parsed.IsQuiet());
            return report.Ok ? ExitCode.Success : ExitCode.Failure;
        });
        return command;
    }

    private static void Print(CliHost host, DoctorReport report, bool quiet)
    {
        foreach (var check in report.Checks)
        {
            host.Out.WriteLine($"{Mark(check.Status),-6} {check.Id,-20} {check.Detail}");
            if (check.Hint is not null)
                host.Out.WriteLine($"{"",-6} {"",-20} hint: {check.Hint}");
        }

        if (!quiet)
            host.Error.WriteLine(report.Ok ? "Tanuki can work here." : "Tanuki cannot work here: see what failed above.");
    }

    private static string Mark(DoctorStatus status) => status switch
    {
        DoctorStatus.Ok => "ok",
        DoctorStatus.Note => "note",
        _ => "FAILED",
    };
}
