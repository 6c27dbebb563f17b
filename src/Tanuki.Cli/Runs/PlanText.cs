using System.Globalization;
using Tanuki.Agents.Foresight;
using Tanuki.Agents.Specialists;
using Tanuki.Cli.Errors;
using Tanuki.Core;
using Tanuki.Core.Runs;
using Tanuki.Core.Tasks;

namespace Tanuki.Cli.Runs;

/// <summary>What is going to be done, for people who want to know before it is.</summary>
internal static class PlanText
{
    public static int Write(CliHost host, CodingTask task, RunSettings settings, bool json)
    {
        var plan = Plan(task, settings);
        if (json)
            JsonOutput.Write(host, plan);
        else
            Print(host.Out, plan);
        return ExitCode.Success;
    }

    /// <exception cref="UsageException">Nobody is there to be asked.</exception>
    public static bool IsApproved(CliHost host, CodingTask task, RunSettings settings)
    {
        Print(host.Error, Plan(task, settings));
        host.Error.Write("Go on? [y/N] ");
        using var reader = new StreamReader(host.OpenInput(), leaveOpen: true);
        var answer = reader.ReadLine() ?? throw new UsageException("Nobody answered whether to go on.", "Leave --approve out where no person is.");
        return answer.Trim() is "y" or "Y" or "yes";
    }

    private static PlanMade Plan(CodingTask task, RunSettings settings) => RepositoryForesight.Plan(task, settings, SpecialistLibrary.Bundled).Plan;

    private static void Print(TextWriter writer, PlanMade plan)
    {
        writer.WriteLine(ErrorLines.OneLine($"{plan.Kind}: {plan.Reason}"));
        foreach (var (number, step) in plan.Steps.Index())
        {
            var budget = step.BudgetSeconds > 0 ? string.Create(CultureInfo.InvariantCulture, $", at most {step.BudgetSeconds:0} s") : "";
            writer.WriteLine($"{number + 1}. {step.Name}{(step.Agent is { } agent ? $" ({agent})" : "")}: {step.Evidence}{budget}");
        }
    }
}
