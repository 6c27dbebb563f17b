using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Tanuki.Core.Evidence;
using Tanuki.Core.Receipts;
using Tanuki.Core.Tasks;

namespace Tanuki.Core.Runs;

/// <summary>
/// One line of a run's append-only log. A side effect is bracketed: the intent (<c>…Started</c>) is written before it, the
/// outcome after it, so that a resumed run knows what was cut off.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(RunStarted), "run_started")]
[JsonDerivedType(typeof(InputsAsked), "inputs_asked")]
[JsonDerivedType(typeof(InputsProposed), "inputs_proposed")]
[JsonDerivedType(typeof(ProposalStarted), "proposal_started")]
[JsonDerivedType(typeof(ModelUsed), "model_used")]
[JsonDerivedType(typeof(CandidateProposed), "candidate_proposed")]
[JsonDerivedType(typeof(ProposalEnded), "proposal_ended")]
[JsonDerivedType(typeof(CheckStarted), "check_started")]
[JsonDerivedType(typeof(CandidateChecked), "candidate_checked")]
[JsonDerivedType(typeof(PlanMade), "plan_made")]
[JsonDerivedType(typeof(AgentChosen), "agent_chosen")]
[JsonDerivedType(typeof(SnapshotTaken), "snapshot_taken")]
[JsonDerivedType(typeof(TestsExecuted), "tests_executed")]
[JsonDerivedType(typeof(PlacesFound), "places_found")]
[JsonDerivedType(typeof(ChangeKept), "change_kept")]
[JsonDerivedType(typeof(BackboneLost), "backbone_lost")]
[JsonDerivedType(typeof(RunInterrupted), "run_interrupted")]
[JsonDerivedType(typeof(RunResumed), "run_resumed")]
[JsonDerivedType(typeof(RunFinished), "run_finished")]
[JsonDerivedType(typeof(RunCancelled), "run_cancelled")]
[JsonDerivedType(typeof(RunFailed), "run_failed")]
public abstract record RunEvent;

/// <summary>Always first: everything needed to start again from nothing.</summary>
public sealed record RunStarted(CodingTask Task, RunSettings Settings) : RunEvent;

/// <summary>About to ask the backbone for inputs on which candidates can be compared, since the task shows none.</summary>
public sealed record InputsAsked(string Agent, IReadOnlyList<long> Seeds, Packet Packet) : RunEvent;

/// <summary>Where nothing of use came back, both lists are empty.</summary>
/// <param name="Calls">Expressions that every candidate is asked for.</param>
/// <param name="Claims">Comparisons of such calls with what the model expects of them; a hint about which behaviour to prefer, never a check.</param>
public sealed record InputsProposed(IReadOnlyList<string> Calls, IReadOnlyList<string> Claims, ModelUsage Usage) : RunEvent;

/// <summary>About to ask the backbone for candidates.</summary>
/// <param name="Packet">The briefing packet as sent, for <c>runs show --packets</c>.</param>
public sealed record ProposalStarted(int Round, string Agent, IReadOnlyList<ProposedSample> Samples, Packet Packet) : RunEvent;

public sealed record ProposedSample(string Candidate, long Seed);

/// <param name="Sha256">Over messages and prefill.</param>
/// <param name="Sections">Where each section lies and what it was; null for packets that are not made of sections.</param>
public sealed record Packet(
    IReadOnlyList<PacketMessage> Messages,
    string Prefill,
    string Sha256,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<PacketMark>? Sections = null)
{
    public static Packet Of(IReadOnlyList<PacketMessage> messages, string prefill, IReadOnlyList<PacketMark>? sections = null)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var whole = string.Join('\u001e', messages.Select(message => message.Role + '\u001f' + message.Content).Append(prefill));
        return new Packet(messages, prefill, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(whole))), sections);
    }
}

/// <summary>A section of a packet: what it says is a span of one of the messages.</summary>
/// <param name="Trust"><c>own</c>, <c>user</c>, <c>repository</c>, <c>tool</c> or <c>model</c>.</param>
/// <param name="Tokens">By how much it lengthened the packet.</param>
/// <param name="Sha256">Of the span's text.</param>
/// <param name="Message">Index of the message.</param>
/// <param name="Start">In characters of the message, like <paramref name="Length"/>.</param>
public sealed record PacketMark(string Kind, string Origin, string Trust, int Tokens, string Sha256, int Message, int Start, int Length);

public sealed record PacketMessage(string Role, string Content);

/// <summary>What the model was used for that shows in no other event: a prompt was read, or the round was stopped.</summary>
public sealed record ModelUsed(int Round, ModelUsage Usage) : RunEvent;

/// <param name="Usage">Null in logs of versions that counted only at a round's end.</param>
public sealed record CandidateProposed(int Round, Candidate Candidate, ModelUsage? Usage = null) : RunEvent;

/// <summary>What a round has taken of the model since it was started or, after a resume, since then.</summary>
/// <param name="Tokens">Unfinished samples included.</param>
public sealed record ModelUsage(TokenUsage Tokens, double Seconds);

/// <param name="Tokens">Since the round was started or, after a resume, since then; <paramref name="ModelSeconds"/> likewise.</param>
/// <param name="Enough">True when stragglers were cancelled because the evidence sufficed.</param>
public sealed record ProposalEnded(int Round, TokenUsage Tokens, double ModelSeconds, bool Enough) : RunEvent;

public sealed record CheckStarted(string Candidate) : RunEvent;

/// <param name="Behaviour">Canonical outputs on the probe inputs, one per probe; candidates that behave alike have equal lists.</param>
public sealed record CandidateChecked(string Candidate, IReadOnlyList<Check> Checks, IReadOnlyList<string> Behaviour, double SandboxSeconds) : RunEvent;

/// <summary>The model's process or the connection to it was lost, and the run asked again; or the budget for it is spent, and the run does without.</summary>
public sealed record BackboneLost(string Reason) : RunEvent;

/// <summary>Appended on resume for an intent whose outcome never came.</summary>
public sealed record RunInterrupted(string What) : RunEvent;

public sealed record RunResumed : RunEvent;

/// <summary>Terminal.</summary>
public sealed record RunFinished(Answer Answer) : RunEvent;

/// <summary>The user stopped the run; it can be resumed.</summary>
public sealed record RunCancelled : RunEvent;

/// <summary>An error of ours or of the machine ended the run; it can be resumed.</summary>
public sealed record RunFailed(string Message, string? Hint) : RunEvent;
