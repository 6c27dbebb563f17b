using Tanuki.Agents.Orchestration;
using Tanuki.Agents.Orchestration.Repositories;
using Tanuki.Core.Runs;
using Tanuki.Core.Tasks;
using Tanuki.Core.Texts;
using Tanuki.Evaluation.Running;

namespace Tanuki.Evaluation.Repositories.Solving;

/// <summary>Tanuki itself, as <c>tanuki run --repo</c> works: what is measured.</summary>
internal sealed class OrchestratedSolver(AgentParts parts, EvaluationOptions options) : IRepositorySolver
{
    /// <summary>The rest of the budget is for what comes after the last candidate.</summary>
    private const double ShareOfBudget = 0.9;

    public string Name => "orchestrated";

    public async Task<RepositoryAnswer> SolveAsync(RepositoryTask task, CancellationToken cancellationToken)
    {
        var state = Directory.CreateTempSubdirectory("tanuki-repo-");
        try
        {
            var coding = new CodingTask
            {
                Text = task.Statement,
                Language = task.Language,
                Repository = new RepositoryPlace(task.Folder, ShellWords.Join(task.TestCommand)),
            };
            var settings = new RunSettings(
                Candidates: options.Candidates, BudgetSeconds: task.Budget.TotalSeconds * ShareOfBudget, Seed: task.Seed, RepairRounds: options.RepairRounds);
            var run = new MemoryRun(task.Id, new RunStarted(coding, settings));
            var folders = new RunFolders(() => state.FullName);
            var answer = await new CodingAgent(parts with { Folders = folders }).WorkAsync(run, progress: null, cancellationToken);
            return Describe(task, answer, RunState.From(run.Events), folders);
        }
        finally
        {
            state.Delete(recursive: true);
        }
    }

    private static RepositoryAnswer Describe(RepositoryTask task, Answer answer, RunState state, RunFolders folders) => new()
    {
        Edits = answer.Files.Count == 0 ? [] : [.. RepositoryChanges.Read(folders.Change(task.Id)).Select(file => new RepositoryEdit(file.Path, file.Content))],
        RankedFiles = [.. state.Places?.Files.Select(file => file.Path) ?? []],
        Tokens = answer.Receipt.Tokens,
        ModelSeconds = answer.Receipt.Seconds.Model,
        Verdict = answer.Receipt.Verdict,
        Confidence = answer.Receipt.Confidence,
        Text = FormattableString.Invariant($"{answer.Receipt.Why} {state.Candidates.Count} candidates in {state.Rounds.Count} rounds, chosen {answer.Receipt.Chosen ?? "none"}; {Place(state)}."),
    };

    private static string Place(RunState state) =>
        state.Places is { } places ? string.Join(", ", places.Symbols.Take(5).Select(symbol => $"{symbol.Path}:{symbol.Line} {symbol.Name}")) : "no place found";
}
