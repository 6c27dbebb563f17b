using Tanuki.Core.Evidence;
using Tanuki.Core.Receipts;
using Tanuki.Core.Runs;
using Tanuki.Core.Tasks;

namespace Tanuki.Core.Tests.Runs;

/// <summary>One event of every type, every field filled, in an order that a run could have.</summary>
internal static class SampleEvents
{
    private static Check Passed { get; } = new(CheckKind.UserTest, "test_a.py", "test_größer", CheckOutcome.Passed, 12.5);

    public static RunStarted Started { get; } = new(
        new CodingTask
        {
            Text = "Write a function \"größer(a, b)\"\nthat compares.",
            Language = LanguageNames.Python,
            Files = [new SourceFile("src/a.py", "x = 1\n")],
            Tests = new SourceFile("test_a.py", "assert größer(2, 1)\n"),
            Repository = new RepositoryPlace("/home/someone/größer", "make test"),
        },
        new RunSettings { Candidates = 4, BudgetSeconds = 30.5, Seed = -7, Model = "/m.gguf", Raw = true, RepairRounds = 2 });

    public static RunFinished Finished { get; } = new(new Answer(
        [new SourceFile("main.py", "def größer(a, b):\n    return a > b\n")],
        new Receipt
        {
            Run = "20261123-7f3k2a",
            Task = new ReceiptTask("function", LanguageNames.Python, "aa"),
            Answer = [new ReceiptFile("main.py", "bb")],
            Model = new ReceiptModel("tanuki-0.5b", "cc"),
            Adapters = [new ReceiptAdapter("coder", "dd", "coder")],
            Candidates = [new ReceiptCandidate("c1", "coder", 11, 42, [Passed])],
            Chosen = "c1",
            Verdict = Verdict.Verified,
            Confidence = new Confidence(0.97, "2 examples, support 0.9", "table-1"),
            Why = "Everything passed.",
            Tokens = new TokenUsage(100, 90, 42),
            Seconds = new TimeUsage(3.5, 2.25, 1),
            Sandbox = new ReceiptSandbox
            {
                Driver = "bubblewrap",
                Toolchain = "ee",
                Limits = new Dictionary<string, string> { ["time"] = "10 s" },
                NotEnforced = ["disk"],
            },
            Repository = new ReceiptRepository("gg", "hh", "make test", "tanuki/20261123-7f3k2a", "ii", ["tests/**"]),
        }));

    public static IReadOnlyList<RunEvent> All { get; } =
    [
        Started,
        new InputsAsked("tester", [17, 18], new Packet([new PacketMessage("user", "Name inputs …")], "assert f(", "ee")),
        new InputsProposed(["f(1)", "f('größer')"], ["(f(1)) == (2)"], new ModelUsage(new TokenUsage(60, 0, 30, 20), 0.25)),
        new ProposalStarted(1, "coder", [new ProposedSample("c1", 11)], new Packet([new PacketMessage("user", "Write …")], "def ", "ff", [new PacketMark("task", "user", "user", 3, "gg", 0, 0, 7)])),
        new ModelUsed(1, new ModelUsage(new TokenUsage(100, 90, 0), 0.5)),
        new CandidateProposed(1, new Candidate("c1", "coder", 11, 42, "```python\ndef f(): …", "def f(): …"), new ModelUsage(new TokenUsage(100, 90, 42), 2)),
        new ProposalEnded(1, new TokenUsage(100, 90, 42), 2.25, Enough: true),
        new CheckStarted("c1"),
        new CandidateChecked("c1", [Passed, new Check(CheckKind.Example, "docstring", "f() == 2", CheckOutcome.Failed, 0.5, "1 is not 2")], ["1", "timeout"], 0.75),
        new PlanMade("fix", "the task says \"fails\"", [new PlannedStep("propose", "coder", "a change", 60)]),
        new AgentChosen("propose", "coder", "nobody is better"),
        new SnapshotTaken("/data/runs/x/copy", "gg", 12, "hh"),
        new TestsExecuted(CheckOutcome.Failed, 3, 1, "FAILED größer", 0.5),
        new PlacesFound([new FoundFile("a.py", 1, ["tests that failed use it"])], [new FoundSymbol("a.py", "größer", 1, 1)]),
        new ChangeKept("/home/someone/größer", "tanuki/20261123-7f3k2a", "ii", "a.bin is not on it"),
        new BackboneLost("killed by signal 9"),
        new RunInterrupted("check of c2"),
        new RunCancelled(),
        new RunResumed(),
        new RunFailed("The disk is full.", "Free some space."),
        Finished,
    ];
}
