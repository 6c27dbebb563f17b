using Tanuki.Engine.Adapters;
using Tanuki.Engine.Native;
using Tanuki.Engine.Resources;
using Tanuki.Engine.Sampling;
using Tanuki.Engine.Text;

namespace Tanuki.Engine.Scheduling;

/// <summary>
/// Continuous batching: a step takes tokens of the stems of samples that are being generated and pieces of the prompts that are being
/// read, decodes them together, and hands the logits out. A step is that of one lane.
/// </summary>
internal sealed class Batcher : IDisposable
{
    /// <summary>llama.cpp's limit.</summary>
    public const int MaxSequences = 256;

    private readonly ContextHandle _context;
    private readonly Vocabulary _vocabulary;
    private readonly ThreadAllotment _threads;
    private readonly KvMemory _memory;
    private readonly PrefixCache _prefixes;
    private readonly Admission _admission;
    private readonly StepBatch _batch;
    private readonly SamplerPool _samplers = new();
    private readonly ResidentAdapters _adapters;
    private readonly Lanes _lanes = new();
    private readonly Overtaking _overtaking = new();
    private Lane _lane = new(AdapterSet.None);

    /// <param name="onProcessors">No layer is on a graphics processor.</param>
    /// <param name="prefixBytes">What may be kept of evaluated texts outside the context.</param>
    /// <param name="folder">Where some of them wait for the next engine; null: nowhere.</param>
    public Batcher(
        ContextHandle context, Vocabulary vocabulary, ThreadAllotment threads, ResidentAdapters adapters, bool onProcessors,
        long prefixBytes, PrefixFolder? folder, MemoryGuard guard)
    {
        (_context, _vocabulary, _threads, _adapters) = (context, vocabulary, threads, adapters);
        _memory = new KvMemory(context, MaxSequences);
        _batch = new StepBatch(_memory, onProcessors);
        _prefixes = new PrefixCache(_memory, new SavedPrefixes(_memory, prefixBytes, guard, folder));
        _admission = new Admission(_memory, _prefixes);
    }

    public bool IsIdle => _lanes.AreIdle;

    /// <summary>A job was refused for want of room: it goes first, and none begins until there is some.</summary>
    public bool IsFull { get; private set; }

    public int ActiveSequences { get; private set; }

    public int UsedTokens { get; private set; }

    /// <summary>Tokens so far that <see cref="PromptLookup"/> guessed right, each decoded beside the one before it.</summary>
    public long GuessedTokens { get; private set; }

    /// <summary>Tokens so far that <see cref="SiblingLookup"/> guessed right.</summary>
    public long SiblingTokens { get; private set; }

    /// <summary>Begins a job if its lane has time to read its prompt and there is room for its tokens and its adapters.</summary>
    public bool TryBegin(Job job)
    {
        var lane = _lanes.With(job.NextAdapters);
        if (IsFull || !CanRead(lane, job))
            return false;
        if (!_lanes.Begun.Contains(job.Adapters) && !HasRoomFor(job.Adapters))
        {
            IsFull = _overtaking.Refuse(job);
            return false;
        }
        if (_lanes.SamplesWith(job.Adapters) + Math.Max(1, job.Branches) > StepBatch.MostOutputs - 1 || !_admission.TryAdmit(job, Live(), _lanes.Promised))
        {
            IsFull = true;
            return false;
        }
        // What is kept may reach to where its adapters begin to count.
        _lanes.With(job.NextAdapters).Readings.Add(job);
        _overtaking.Begin(job);
        Publish();
        return true;
    }

    /// <summary>The job that was refused is gone; the next one may need less.</summary>
    public void Reconsider()
    {
        _overtaking.Forget();
        IsFull = false;
    }

    /// <summary>Gives memory back that only saves time.</summary>
    public void Trim()
    {
        Adapters.Trim();
        _prefixes.Trim();
    }

    public AdapterRoom Adapters => new(_adapters, [.. _lanes.Begun]);

    public void DropCancelled()
    {
        foreach (var lane in _lanes.All)
        {
            foreach (var reading in lane.Readings.Where(job => job.CancellationToken.IsCancellationRequested).ToList())
            {
                Abandon(lane, reading);
                reading.Fail(new OperationCanceledException(reading.CancellationToken));
            }
            foreach (var stem in lane.Stems.Where(stem => stem.Job.CancellationToken.IsCancellationRequested).ToList())
                End(lane, stem);
        }
        Settle();
        Publish();
    }

    public void Step()
    {
        _lane = _lanes.Next();
        try
        {
            _adapters.Use(_lane.Adapters, _lanes.Begun);
        }
        catch (NativeLibraryException exception)
        {
            Fail(_lane, exception);
            return;
        }
        _threads.Adapt(_context);
        _batch.Fill(_lane);
        if (Llama.Decode(_context, _batch.Value) is not 0 and var code)
        {
            FailAll(new NativeLibraryException($"llama.cpp could not decode a batch of {_batch.Count} tokens (code {code}). {NativeLog.TakeErrors()}"));
            return;
        }
        _batch.DropPadding();
        Continue();
        foreach (var piece in _batch.Pieces)
            Read(piece);
        Settle();
        Publish();
    }

    /// <summary>Leaves to the next engine what it will need; while there are no jobs.</summary>
    public void StorePrefixes() => _prefixes.Store();

    public void FailAll(Exception exception)
    {
        foreach (var job in _lanes.All.SelectMany(lane => lane.Jobs))
            job.Fail(exception);
        _lanes.Clear();
        _prefixes.Clear();
        _memory.Clear();
        _admission.Clear();
        Reconsider();
        Publish();
    }

    public void Dispose()
    {
        _prefixes.Dispose();
        _batch.Dispose();
    }

    /// <summary>Adapters of jobs that have begun stay loaded, so that no turn has to wait for one; the only job has what it needs.</summary>
    private bool HasRoomFor(AdapterSet adapters) => _lanes.AreIdle || _adapters.HaveRoomFor([adapters, .. _lanes.Begun]);

    private void Settle()
    {
        if (_lanes.AreIdle)
            _adapters.Settle();
    }

    private void Fail(Lane lane, Exception exception)
    {
        foreach (var job in lane.Jobs)
            job.Fail(exception);
        foreach (var reading in lane.Readings.ToList())
            Abandon(lane, reading);
        foreach (var stem in lane.Stems.ToList())
            Release(lane, stem);
        Publish();
    }

    /// <summary>Whether the next step has room for the prompt, and none that is being read begins like it: to wait for that saves more than the step.</summary>
    private bool CanRead(Lane lane, Job job)
    {
        if (lane.Reading is null)
            return true;
        if (lane.Unread >= StepBatch.PromptRows(lane))
            return false;
        var alike = job.Fresh ? 0 : lane.Readings.Max(other => job.Tokens.AsSpan().CommonPrefixLength(other.Tokens));
        // What is kept is only asked when it matters: to be asked makes it recent.
        return alike < PrefixCache.ShortestMatch || alike < PrefixCache.ShortestMatch + _prefixes.Known(job);
    }

    private unsafe ReadOnlySpan<float> Logits(int row)
    {
        var logits = Llama.GetLogits(_context, row);
        return logits is not null
            ? new ReadOnlySpan<float>(logits, _vocabulary.Count)
            : throw new InvalidOperationException($"There are no logits for row {row}.");
    }

    private void Continue()
    {
        _samplers.Run(_batch.Stems.Count, _threads.Threads, (index, sampler) =>
        {
            var rows = _batch.Stems[index];
            Take(rows.Stem, rows.First, sampler);
            while (rows.NextIsGuessed)
                Take(rows.Stem, rows.First + ++rows.Right, sampler);
        });
        foreach (var rows in _batch.Stems)
        {
            Advance(rows);
            rows.Stem.Job.Outbox.Flush();
            Branch(rows.Stem);
        }
    }

    private void Take(Stem stem, int row, RowSampler sampler)
    {
        var logits = Logits(row);
        sampler.Prepare(logits, stem.Job.Settings);
        foreach (var sample in stem.Samples)
            sample.Take(sampler, logits, _vocabulary);
    }

    private void Advance(StemRows rows)
    {
        var (stem, tokens) = (rows.Stem, 1 + rows.Right);
        _memory.Appended(stem.Sequence, tokens);
        // Cells are taken once, and were set aside for each sample.
        _admission.Settle(stem.Job, tokens * stem.Samples.Count);
        stem.TellSiblings(tokens);
        if (rows.Right < rows.Guess.Length)
            _memory.DropFrom(stem.Sequence, stem.NextPosition);
        if (rows.FromSiblings)
        {
            SiblingTokens += rows.Right;
        }
        else if (rows.Guess.Length > 0)
        {
            stem.Learn(rows.Guess.Length, rows.Right);
            GuessedTokens += rows.Right;
        }
    }

    /// <summary>Splits a stem whose samples have just drawn, and ends what is finished.</summary>
    private void Branch(Stem stem)
    {
        foreach (var branch in stem.Split())
        {
            _memory.CopyPrefix(stem.Sequence, branch.Sequence, stem.NextPosition);
            _lane.Stems.Add(branch);
            if (branch.Finished)
                End(_lane, branch);
        }
        if (stem.Finished)
            End(_lane, stem);
    }

    private void Read(PromptPiece piece)
    {
        var (job, first, tokens) = piece;
        _memory.Appended(job.Sequence, tokens);
        _admission.Settle(job, tokens);
        var from = job.Evaluated;
        job.Evaluated += tokens;
        if (job is ScoreJob score)
            Score(score, from, first);
        if (job.Evaluated == job.Activation)
            HandOver(job);
        if (job.Evaluated < job.Tokens.Length)
            return;
        _lane.Readings.Remove(job);
        if (job is GenerateJob generate)
            Fork(generate, first + tokens - 1);
        else
            Keep(job);
        IsFull = false;
    }

    /// <summary>From here on the adapters count; what was read without them serves others as well.</summary>
    private void HandOver(Job job)
    {
        if (_memory.FreeSequences > _lanes.Promised)
        {
            var beginning = _memory.Rent();
            _memory.CopyPrefix(job.Sequence, beginning, job.Activation);
            _prefixes.Add(job.Tokens[..job.Activation], AdapterSet.None.Key, beginning);
        }
        _lane.Readings.Remove(job);
        _lanes.With(job.Adapters).Readings.Add(job);
        IsFull = false;
    }

    private void Keep(Job job)
    {
        _prefixes.Add(job.Tokens, job.PrefixKey, job.Sequence);
        job.Sequence = -1;
    }

    private void Score(ScoreJob job, int from, int firstRow)
    {
        for (var position = Math.Max(from, job.FirstOutput); position < job.Evaluated; position++)
        {
            var logits = Logits(firstRow + position - from);
            if (position == job.Tokens.Length - 1)
            {
                job.Finish(logits);
                continue;
            }
            var distribution = _samplers.First.Distribution;
            distribution.Prepare(logits, 0, 1);
            var (best, second) = distribution.TopTwo(logits);
            var next = job.Tokens[position + 1];
            job.Add(new() { Id = next, LogProbability = distribution.LogProbability(logits[next]), Best = best, SecondBest = second });
        }
    }

    private void Fork(GenerateJob job, int row)
    {
        job.Outbox.PromptEvaluated(job.Tokens.Length, job.CachedTokens);
        var logits = Logits(row);
        _samplers.First.Prepare(logits, job.Settings);
        foreach (var sample in job.Samples)
        {
            sample.Sequence = _memory.Rent();
            sample.Take(_samplers.First, logits, _vocabulary);
        }
        var stem = new Stem(job.Samples);
        _memory.CopyPrefix(job.Sequence, stem.Sequence, job.Tokens.Length);
        _lane.Stems.Add(stem);
        Branch(stem);
        job.Outbox.Flush(atOnce: true);
        Keep(job);
    }

    private void End(Lane lane, Stem stem)
    {
        Release(lane, stem);
        // Who is told that all is done must not find it still described as going on.
        Publish();
        if (lane.Stems.Exists(other => other.Job == stem.Job))
            return;
        if (stem.Job.Samples.All(sample => sample.Finished))
            stem.Job.Outbox.Complete();
        else if (stem.Job.CancellationToken.IsCancellationRequested)
            stem.Job.Fail(new OperationCanceledException(stem.Job.CancellationToken));
    }

    private void Release(Lane lane, Stem stem)
    {
        lane.Stems.Remove(stem);
        foreach (var sample in stem.Samples)
        {
            // A conversation goes on from its only answer.
            if (sample is { Finished: true, Job.Samples.Count: 1 })
                _prefixes.Add(sample.Evaluated(), sample.Job.PrefixKey, sample.Sequence);
            else
                _memory.Release(sample.Sequence);
            // The last token of a sample is never decoded, and one that stopped early leaves the rest of its reservation.
            _admission.Settle(stem.Job, stem.Job.Settings.MaxTokens - sample.Tokens + 1);
            sample.Sequence = -1;
        }
        IsFull = false;
    }

    private void Abandon(Lane lane, Job job)
    {
        _memory.Release(job.Sequence);
        _admission.Settle(job, job.Reserved);
        lane.Readings.Remove(job);
        IsFull = false;
    }

    private List<int> Live() => _lanes.All.SelectMany(lane => lane.Sequences).ToList();

    private void Publish() =>
        (ActiveSequences, UsedTokens) = (_lanes.All.Sum(lane => lane.Sequences.Count()), _memory.Used);
}
