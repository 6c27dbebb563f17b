using Tanuki.Core.Evidence;

namespace Tanuki.Core.Runs;

/// <summary>What is going to be done, before anything is.</summary>
/// <param name="Kind">What the task asks for, e.g. <c>fix</c>.</param>
public sealed record PlanMade(string Kind, string Reason, IReadOnlyList<PlannedStep> Steps) : RunEvent;

/// <param name="Agent">The specialist that does it; null for what needs no model.</param>
/// <param name="Evidence">What the step has to bring.</param>
/// <param name="BudgetSeconds">Wall time that it may take of the run's.</param>
public sealed record PlannedStep(string Name, string? Agent, string Evidence, double BudgetSeconds);

/// <summary>The router's decision about a step.</summary>
/// <param name="Reason">One sentence for people.</param>
public sealed record AgentChosen(string Step, string Agent, string Reason) : RunEvent;

/// <summary>The repository was copied as it was; everything of the run happens to the copy.</summary>
/// <param name="Folder">The copy; gone once the run has its answer.</param>
/// <param name="Sha256">Over paths, kinds and contents.</param>
/// <param name="Head">The commit that was checked out; null without one.</param>
public sealed record SnapshotTaken(string Folder, string Sha256, int Files, string? Head) : RunEvent;

/// <summary>The user's test command ran on the repository as it is.</summary>
/// <param name="Tests">How many the runner says it ran; null when it does not say so in a form that is known.</param>
/// <param name="Output">What it printed, secrets replaced, head and tail.</param>
public sealed record TestsExecuted(CheckOutcome Outcome, int? Tests, int? Failed, string Output, double SandboxSeconds) : RunEvent;

/// <summary>Where the work probably is, best first.</summary>
public sealed record PlacesFound(IReadOnlyList<FoundFile> Files, IReadOnlyList<FoundSymbol> Symbols) : RunEvent;

/// <param name="Score">Comparable within one ranking; the best has 1.</param>
public sealed record FoundFile(string Path, double Score, IReadOnlyList<string> Reasons);

/// <param name="Line">Where it begins, from 1.</param>
public sealed record FoundSymbol(string Path, string Name, int Line, double Score);

/// <summary>The chosen change is where the user can take it from. Keeping it twice is the same as once.</summary>
/// <param name="Root">The top folder of the user's work tree, which the change is for.</param>
/// <param name="Branch">Null where there is no git repository, or the branch could not be made.</param>
/// <param name="Note">What the user should know about it; null for nothing.</param>
public sealed record ChangeKept(string Root, string? Branch, string? Commit, string? Note) : RunEvent;
