using System.Text;
using Tanuki.Core;
using Tanuki.Core.Runs;
using Tanuki.Core.Tasks;
using Tanuki.Repositories.Changes;
using Tanuki.Repositories.Changes.Diffing;
using Tanuki.Repositories.Indexing;
using Tanuki.Repositories.Mapping;
using Tanuki.Repositories.Reading;
using Tanuki.Repositories.Symbols;
using Tanuki.Repositories.Testing;

namespace Tanuki.Agents.Orchestration.Repositories;

/// <summary>A private copy of the repository and what is known of it. The copy stays until the run has its answer, so that it can be resumed.</summary>
internal sealed class Workbench
{
    private const int MostFiles = 10, MostSymbols = 12;

    private readonly RepositoryMap _map;

    private Workbench(RepositorySnapshot snapshot, RepositoryOverview overview, RepositoryMap map, RepositoryTests tests) =>
        (Snapshot, Overview, _map, Tests) = (snapshot, overview, map, tests);

    public RepositorySnapshot Snapshot { get; }

    public RepositoryOverview Overview { get; }

    public RepositoryTests Tests { get; }

    /// <summary>Goes on with the copy that the run was begun with, however the user's files have changed since.</summary>
    /// <exception cref="TanukiException">The repository cannot be read, its copy is gone, or the sandbox has no sessions.</exception>
    public static async Task<Workbench> OpenAsync(AgentParts parts, RunJournal journal, RepositoryPlace place, CancellationToken cancellationToken)
    {
        var sessions = RepositoryTests.Sessions(parts.Sandbox);
        var snapshot = await SnapshotAsync(parts, journal, place, cancellationToken);
        var overview = await RepositoryReader.ReadAsync(snapshot.Root, new RepositoryLimits(), cancellationToken);
        var index = new SymbolIndex(parts.Folders.Indexes, snapshot.Root);
        await index.UpdateAsync(overview.Files, cancellationToken);
        var map = RepositoryMap.Build(snapshot.Root, index.Files());
        var tests = await RepositoryTests.OpenAsync(sessions, snapshot, overview, place, journal.State, cancellationToken);
        return new Workbench(snapshot, overview, map, tests);
    }

    /// <summary>The run has its answer and needs the copy no more.</summary>
    public static void Clear(RunState state)
    {
        if (state.Snapshot is { } taken)
            RepositorySnapshot.Remove(taken.Folder);
    }

    /// <summary>Files and functions for the task and what the tests said.</summary>
    public PlacesFound Localise(CodingTask task, TestsExecuted before)
    {
        var focus = new MapFocus
        {
            Task = task.Text,
            TestOutput = before.Output,
            Changed = [.. Snapshot.State?.Dirty.Select(file => file.Path) ?? []],
        };
        var (files, symbols) = _map.LocaliseBoth(focus, MostFiles, MostSymbols);
        return new PlacesFound(
            [.. files.Select(file => new FoundFile(file.Path, Math.Round(file.Score, 4), file.Reasons))],
            [.. symbols.Select(each => new FoundSymbol(
                each.Symbol.Path, each.Symbol.QualifiedName, each.Symbol.Definition.StartLine, Math.Round(each.Score, 4)))]);
    }

    /// <summary>Places in the repository's files that a program's output names, nearest to the error first.</summary>
    public IReadOnlyList<(string Path, int Line)> Frames(string output) => _map.Frames(output);

    public bool IsTest(string path) => TestProtection.IsTest(path);

    /// <summary>A function as it stands in the copy; null when it is not there.</summary>
    public CodeSymbol? Find(FoundSymbol found) => Snapshot.NewCandidate().Symbols(found.Path)
        .FirstOrDefault(symbol => symbol.QualifiedName == found.Name && symbol.Definition.StartLine == found.Line);

    /// <summary>A canonical name where there is one.</summary>
    public string Language(string path) => Overview.Files.FirstOrDefault(file => file.Path == path)?.Language ?? "";

    /// <summary>The lines that a definition stands on, without line ends.</summary>
    public IReadOnlyList<string> Lines(CodeSymbol symbol) =>
        AllLines(symbol.Path)[(symbol.Definition.StartLine - 1)..symbol.Definition.EndLine];

    /// <summary>A file's text as lines, without line ends; bytes that are not UTF-8 are replaced.</summary>
    public string[] AllLines(string path) =>
        Snapshot.Read(path) is { } file ? [.. Encoding.UTF8.GetString(file.Content.Span).Split('\n').Select(line => line.TrimEnd('\r'))] : [];

    /// <param name="line">The first one, from 1.</param>
    /// <param name="count">How many give way; 0 inserts before that line.</param>
    public ReadProposal ReplaceLines(string path, int line, int count, IReadOnlyList<string> texts)
    {
        var tree = Snapshot.NewCandidate();
        var lines = Encoding.UTF8.GetString(tree.Read(path)!.Content.Span).Split('\n').ToList();
        var ending = lines[0].EndsWith('\r') ? "\r" : "";
        lines.RemoveRange(line - 1, count);
        lines.InsertRange(line - 1, texts.Select(text => text + ending));
        return Read(tree, tree.WriteSource(path, Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }

    public ReadProposal ReplaceSymbol(CodeSymbol symbol, string text)
    {
        var tree = Snapshot.NewCandidate();
        return Read(tree, tree.ReplaceSymbol(symbol, text));
    }

    /// <summary>A candidate's patch as the files that it gives.</summary>
    public IReadOnlyList<FileChange> Apply(string patch) => Tree(patch).Changes;

    public CandidateTree Tree(string patch)
    {
        var tree = Snapshot.NewCandidate();
        return Patch.Apply(tree, Encoding.Latin1.GetBytes(patch)) is { Refusal: { } refusal }
            ? throw new InvalidOperationException($"A candidate's patch does not fit the files that it was made from: {refusal}")
            : tree;
    }

    /// <summary>What candidates are told apart by and executed as. Without context: nothing that stands beside a change is in the log.</summary>
    public static string PatchOf(CandidateTree tree) => Encoding.Latin1.GetString(UnifiedDiff.Write(tree.Changes, context: 0));

    private static ReadProposal Read(CandidateTree tree, EditResult edit) => edit.Refusal is { } refusal
        ? ReadProposal.Refused(refusal)
        : PatchOf(tree) is { Length: > 0 } patch ? new ReadProposal(patch, null) : ReadProposal.Refused("The answer changes nothing.");

    private static async Task<RepositorySnapshot> SnapshotAsync(AgentParts parts, RunJournal journal, RepositoryPlace place, CancellationToken cancellationToken)
    {
        if (journal.State.Snapshot is { } taken)
        {
            return await RepositorySnapshot.ReopenAsync(taken.Folder, cancellationToken) ?? throw new TanukiException(
                $"The copy of {place.Folder} that the run was working on is gone.", "Begin again with `tanuki run`.");
        }

        // A process that was killed before it could say where its copy is has left one.
        if (Directory.Exists(parts.Folders.Of(journal.RunId)))
            Directory.Delete(parts.Folders.Of(journal.RunId), recursive: true);
        var snapshot = await RepositorySnapshot.TakeAsync(place.Folder, parts.Folders.Of(journal.RunId), cancellationToken);
        journal.Append(new SnapshotTaken(snapshot.Folder, snapshot.Sha256, snapshot.Paths.Count, snapshot.State?.Head));
        return snapshot;
    }
}
