using Tanuki.Core;
using Tanuki.Models.Gpu;

namespace Tanuki.Cli.Doctor;

internal static class GpuChecks
{
    /// <summary>What the next engine will be started with, and what the one that runs makes of it.</summary>
    public static async Task<IReadOnlyList<DoctorCheck>> RunAsync(CliHost host, CancellationToken cancellationToken)
    {
        var gpus = new Gpus(host.ModelEnvironment());
        var checks = new List<DoctorCheck>();
        try
        {
            var (build, reason, hint) = gpus.Choose();
            checks.Add(new DoctorCheck(
                "gpu", hint is null ? DoctorStatus.Ok : DoctorStatus.Note, build is null ? $"the processor does the work: {reason}" : reason, hint));
            if (await gpus.InUseAsync(cancellationToken) is { } use)
                checks.Add(new DoctorCheck("gpu-in-use", DoctorStatus.Ok, use));
        }
        catch (TanukiException e)
        {
            checks.Add(new DoctorCheck("gpu", DoctorStatus.Failed, e.Message, e.Hint));
        }

        return checks;
    }
}
