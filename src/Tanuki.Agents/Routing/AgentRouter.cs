using Tanuki.Agents.Specialists;

namespace Tanuki.Agents.Routing;

/// <param name="Reason">One sentence for people, without a full stop.</param>
public sealed record AgentChoice(Specialist Specialist, string Reason);

/// <summary>Who is asked for a job: by rules, and only those whose measurement says that they beat the backbone asked once.</summary>
public static class AgentRouter
{
    public static AgentChoice Choose(TaskKind job, SpecialistLibrary specialists)
    {
        ArgumentNullException.ThrowIfNull(specialists);
        var routed = specialists.All.Where(specialist => specialist is { Status: SpecialistStatus.Routed, Domains: [] }).ToList();
        var name = job.ToString().ToLowerInvariant();

        // Who does little else is more of a specialist.
        if (routed.Where(specialist => specialist.Jobs.Contains(job)).MinBy(specialist => specialist.Jobs.Count) is { } own)
            return new AgentChoice(own, $"{own.Name} is measured to do what '{name}' asks for");
        return new AgentChoice(
            specialists.Find("coder") ?? throw new InvalidOperationException("The coder is bundled."),
            $"nobody is measured to be better at '{name}' than the coder");
    }
}
