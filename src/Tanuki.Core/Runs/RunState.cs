using System.Collections.Immutable;
using Tanuki.Core.Evidence;
using Tanuki.Core.Receipts;
using Tanuki.Core.Tasks;

namespace Tanuki.Core.Runs;

/// <summary>Where a run stands: a fold over its events and nothing else.</summary>
public sealed record RunState
{
    public required CodingTask Task { get; init; }
    public required RunSettings Settings { get; init; }

    /// <summary>Null where the model was not asked for inputs, or has not answered yet.</summary>
    public InputsProposed? Inputs { get; init; }
    public ImmutableList<RoundState> Rounds { get; init; } = [];

    /// <summary>In the order in which they were proposed.</summary>
    public ImmutableList<Candidate> Candidates { get; init; } = [];

    /// <summary>By candidate id; a candidate without an entry has not been checked.</summary>
    public ImmutableDictionary<string, CandidateChecked> Reports { get; init; } = ImmutableDictionary<string, CandidateChecked>.Empty;

    /// <summary>Of runs in a repository, like what follows.</summary>
    public PlanMade? Plan { get; init; }
    public SnapshotTaken? Snapshot { get; init; }
    public TestsExecuted? TestsBefore { get; init; }
    public PlacesFound? Places { get; init; }
    public ChangeKept? Kept { get; init; }

    /// <summary>Of all rounds, what was taken before an interruption included; that of the open round comes with its end.</summary>
    public TokenUsage Tokens { get; init; } = new(0, 0, 0);
    public double ModelSeconds { get; init; }
    public double SandboxSeconds { get; init; }
    public Answer? Answer { get; init; }

    /// <summary>Of the open round: its end states the same again and more, unless an interruption comes before it.</summary>
    private ModelUsage OpenUsage { get; init; } = NoUsage;

    private static ModelUsage NoUsage { get; } = new(new TokenUsage(0, 0, 0), 0);

    /// <exception cref="ArgumentException">The events do not begin with <see cref="RunStarted"/>.</exception>
    public static RunState From(IEnumerable<RunEvent> events)
    {
        RunState? state = null;
        foreach (var entry in events)
        {
            state = entry is RunStarted started
                ? new RunState { Task = started.Task, Settings = started.Settings }
                : (state ?? throw new ArgumentException("A run begins with RunStarted.", nameof(events))).Apply(entry);
        }

        return state ?? throw new ArgumentException("A run has at least one event.", nameof(events));
    }

    public RunState Apply(RunEvent entry) => entry switch
    {
        InputsProposed inputs => Used(inputs.Usage) with { Inputs = inputs },
        ProposalStarted started => this with { Rounds = Rounds.Add(new RoundState(started, Ended: false)) },
        ModelUsed used => this with { OpenUsage = used.Usage },
        CandidateProposed proposed => this with { Candidates = Candidates.Add(proposed.Candidate), OpenUsage = proposed.Usage ?? OpenUsage },
        CandidateChecked report => this with
        {
            Reports = Reports.SetItem(report.Candidate, report),
            SandboxSeconds = SandboxSeconds + report.SandboxSeconds,
        },
        ProposalEnded ended => Used(new ModelUsage(ended.Tokens, ended.ModelSeconds)) with
        {
            Rounds = Rounds.SetItem(Rounds.Count - 1, Rounds[^1] with { Ended = true }),
        },
        PlanMade plan => this with { Plan = plan },
        SnapshotTaken snapshot => this with { Snapshot = snapshot },
        TestsExecuted tests => this with { TestsBefore = tests, SandboxSeconds = SandboxSeconds + tests.SandboxSeconds },
        PlacesFound places => this with { Places = places },
        ChangeKept kept => this with { Kept = kept },
        RunResumed => Used(OpenUsage),
        RunFinished finished => this with { Answer = finished.Answer },
        _ => this,
    };

    private RunState Used(ModelUsage usage) => this with
    {
        Tokens = Tokens + usage.Tokens,
        ModelSeconds = ModelSeconds + usage.Seconds,
        OpenUsage = NoUsage,
    };
}

/// <param name="Ended">False while candidates of the round may still come, also after a crash.</param>
public sealed record RoundState(ProposalStarted Proposal, bool Ended);
