using Tanuki.Engine.Native;

namespace Tanuki.Engine.Scheduling;

/// <summary>What one step of a lane decodes: the next token of each stem with what is guessed to follow, pieces of prompts, and rows that only fill a group.</summary>
/// <param name="onProcessors">No layer is on a graphics processor.</param>
internal sealed class StepBatch(KvMemory memory, bool onProcessors) : IDisposable
{
    /// <summary>Tokens in one step.</summary>
    public const int MostRows = 512;

    /// <summary>Rows of logits in one step.</summary>
    public const int MostOutputs = 256;

    /// <summary>
    /// From so many rows on, llama.cpp's attention on processors computes tiles of 64 rows by 64 cells. A tile of a prompt is full; one of stems
    /// has a cell or two of each, and all of them are computed: with 5,000 cells taken 80 stems took 11 ms a row, 40 to 60 took 7 (docs/LOG.md, 2026-11-30).
    /// </summary>
    private const int Tile = 64;

    /// <summary>Stems of one step where tiles are to be avoided; whole groups of rows.</summary>
    private const int MostStems = Tile - RowGroups.Size;

    /// <summary>Prompt tokens in a step that samples wait for; half a second on two cores.</summary>
    private const int PromptRowsBesideStems = 128;

    /// <summary>Stems that tokens are guessed for; beside more of them, rows that may be wrong cost more than they save.</summary>
    private const int MostGuessedFor = 2;

    private const int AnyToken = 0;

    private readonly BatchHandle _batch = new(MostRows);
    private readonly List<StemRows> _stems = [];
    private readonly List<PromptPiece> _pieces = [];
    private int _wanted;

    public LlamaBatch Value => _batch.Value;

    public int Count => _batch.Count;

    public IReadOnlyList<StemRows> Stems => _stems;

    public IReadOnlyList<PromptPiece> Pieces => _pieces;

    /// <summary>Prompt tokens that a step of a lane has room for.</summary>
    public static int PromptRows(Lane lane) => lane.Stems.Count > 0 ? PromptRowsBesideStems : MostRows;

    public void Fill(Lane lane)
    {
        _batch.Clear();
        _stems.Clear();
        _pieces.Clear();
        var (stems, prompts) = Parts(lane);
        if (stems)
            AddStems(lane);
        if (prompts)
            AddPieces(lane);
        _wanted = _batch.Count;
        Pad();
    }

    /// <summary>Takes the rows that nobody reads out of the context.</summary>
    public void DropPadding()
    {
        if (_batch.Count > _wanted)
            memory.DropPadding();
    }

    public void Dispose() => _batch.Dispose();

    /// <summary>Stems and prompts together where they stay below a tile, else in turn.</summary>
    private (bool Stems, bool Prompts) Parts(Lane lane)
    {
        if (lane.Reading is null || lane.Stems.Count == 0 || !onProcessors || lane.Stems.Count + lane.Unread < Tile)
            return (true, true);
        lane.ReadLast = !lane.ReadLast;
        return (!lane.ReadLast, lane.ReadLast);
    }

    private void AddStems(Lane lane)
    {
        var stems = lane.NextStems(onProcessors ? MostStems : MostOutputs);
        var alone = stems.Count <= MostGuessedFor && lane.Reading is null;
        var fromSiblings = alone || lane.Reading is not null ? [] : GuessFromSiblings(stems);
        foreach (var stem in stems)
        {
            int[] guess = alone ? stem.Guess() : fromSiblings.TryGetValue(stem, out var next) ? [next] : [];
            var first = _batch.Add(stem.NextToken, stem.NextPosition, stem.Sequence, output: true);
            for (var i = 0; i < guess.Length; i++)
                _batch.Add(guess[i], stem.NextPosition + 1 + i, stem.Sequence, output: true);
            _stems.Add(new StemRows(stem, first, guess, !alone));
        }
    }

    /// <summary>As many guesses as there are rows to fill, those first that most siblings agree on.</summary>
    private static Dictionary<Stem, int> GuessFromSiblings(IReadOnlyList<Stem> stems) => RowGroups.Free(stems.Count) is not (> 0 and var free)
        ? []
        : stems.Select(stem => (Stem: stem, Guess: stem.GuessFromSiblings()))
            .Where(guessed => guessed.Guess.Votes > 0)
            .OrderByDescending(guessed => guessed.Guess.Votes)
            .Take(free)
            .ToDictionary(guessed => guessed.Stem, guessed => guessed.Guess.Next);

    private void AddPieces(Lane lane)
    {
        var most = Math.Min(MostRows, _batch.Count + PromptRows(lane));
        var outputs = MostOutputs - _batch.Count;
        foreach (var job in lane.Readings)
        {
            var end = Math.Min(job.Evaluated < job.Activation ? job.Activation : job.Tokens.Length, job.Evaluated + most - _batch.Count);
            end = Math.Min(end, Math.Max(job.Evaluated, job.FirstOutput) + outputs);
            if (end <= job.Evaluated)
                break;
            _pieces.Add(new PromptPiece(job, _batch.Count, end - job.Evaluated));
            outputs -= Math.Max(0, end - Math.Max(job.Evaluated, job.FirstOutput));
            for (var position = job.Evaluated; position < end; position++)
                _batch.Add(job.Tokens[position], position, job.Sequence, output: position >= job.FirstOutput);
        }
    }

    /// <summary>Fills the last group of rows with tokens that nobody reads, where that is cheaper than to leave it open.</summary>
    private void Pad()
    {
        var missing = RowGroups.Missing(_batch.Count);
        if (_batch.Count + missing > MostOutputs || memory.Used + _batch.Count + missing > memory.Capacity)
            return;
        for (var position = 0; position < missing; position++)
            _batch.Add(AnyToken, position, memory.Padding, output: true);
    }
}
