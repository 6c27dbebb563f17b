using Tanuki.Agents.Checking;
using Tanuki.Core.Runs;
using Tanuki.Models.Backbones;

namespace Tanuki.Agents.Orchestration;

/// <summary>What a round's candidates are: how they are asked for, read and judged.</summary>
internal interface IProposals
{
    GenerationRequest Request(Packet packet, IReadOnlyList<ProposedSample> samples);

    /// <param name="text">The whole answer, what it was made to begin with included.</param>
    ReadProposal Read(string text);

    /// <summary>Never throws for anything that the candidate does.</summary>
    Task<CheckReport> CheckAsync(string code, CancellationToken cancellationToken);

    /// <summary>Whether more candidates would hardly change the answer.</summary>
    /// <param name="asked">Candidates asked for so far, in all rounds.</param>
    bool Suffice(RunState state, int asked);
}

/// <param name="Code">What is executed, the same text for the same proposal; null when the answer holds none.</param>
/// <param name="Refusal">Why there is none.</param>
internal sealed record ReadProposal(string? Code, string? Refusal)
{
    public static ReadProposal Refused(string why) => new(null, why);
}

/// <param name="Round">From 0; a number is used once in a run.</param>
/// <param name="Agent">The specialist that is asked.</param>
/// <param name="Candidates">At least 1.</param>
internal sealed record RoundOrder(int Round, string Agent, int Candidates, Packet Packet);
