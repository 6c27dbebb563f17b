using System.Runtime.InteropServices;
using System.Text;
using Tanuki.Engine.Contract;
using Tanuki.Engine.Grammars;
using Tanuki.Engine.Sampling;
using Tanuki.Engine.Text;

namespace Tanuki.Engine.Scheduling;

/// <summary>One answer in the making.</summary>
internal sealed class Sample(GenerateJob job, int index, long seed)
{
    private readonly Utf8Assembler _characters = new();
    private readonly StopScanner _stops = new(job.Settings.Stop);
    private readonly StringBuilder _text = new();
    private readonly List<TokenInfo> _unreported = [];
    private readonly List<int> _tokens = [];
    private readonly PromptLookup _lookup = new();
    private SampleRandom _random = new(seed);
    // Of its own, so that the tokens after one that was drawn anew are those that would have come without the grammar.
    private SampleRandom _anew = new(~seed);
    private GrammarState? _grammar = job.Settings.Constraint?.Start;
    private double _logProbability;

    public GenerateJob Job { get; } = job;

    public int Sequence { get; set; } = -1;

    /// <summary>Sampled, but not yet in the KV.</summary>
    public int NextToken => _tokens[^1];

    /// <summary>Where <see cref="NextToken"/> goes.</summary>
    public int NextPosition => Job.Tokens.Length + Tokens - 1;

    /// <summary>Tokens sampled so far, one that ends the text included.</summary>
    public int Tokens => _tokens.Count;

    public bool Finished { get; private set; }

    /// <summary>Draws the next token and notes it; safe to run for different samples at the same time.</summary>
    public void Take(RowSampler sampler, ReadOnlySpan<float> logits, Vocabulary vocabulary)
    {
        var (token, allowed) = Draw(sampler, logits);
        _tokens.Add(token);
        var distribution = sampler.Distribution;
        var info = new TokenInfo { Id = token, LogProbability = distribution.LogProbability(logits[token]) };
        if (Job.Settings.TopTwo)
            (info.Best, info.SecondBest) = distribution.TopTwo(logits);
        _logProbability += info.LogProbability;
        _unreported.Add(info);
        if (!allowed)
        {
            Finish(FinishReason.DeadEnd);
            return;
        }
        if (!Job.Settings.IgnoreEnd && vocabulary.IsEndOfGeneration(token))
        {
            Finish(FinishReason.Stop);
            return;
        }
        Report(_stops.Append(_characters.Append(vocabulary.Piece(token))));
        if (_stops.Stopped || _grammar is not null && Job.Settings.Constraint!.IsComplete(_grammar))
            Finish(FinishReason.Stop);
        else if (Tokens == Job.Settings.MaxTokens)
            Finish(FinishReason.Length);
    }

    /// <summary>Prompt and answer as they are in the KV: the last token is never decoded.</summary>
    public int[] Evaluated() => [.. Job.Tokens, .. CollectionsMarshal.AsSpan(_tokens)[..^1]];

    /// <summary>Tokens that may follow <see cref="NextToken"/>, no more than the limit leaves room for.</summary>
    public int[] Guess() => !Job.Settings.Guesses ? [] : _lookup.Guess([.. Job.Tokens, .. _tokens], Job.Settings.MaxTokens - Tokens - 1);

    /// <summary>What siblings mostly wrote after the same tokens; no votes where none did, or where the limit leaves no room.</summary>
    public (int Next, int Votes) GuessFromSiblings() =>
        Job.Settings.Guesses && Tokens + 1 < Job.Settings.MaxTokens ? Job.Siblings.Guess(CollectionsMarshal.AsSpan(_tokens)) : default;

    /// <summary>Lets siblings know the tokens drawn last.</summary>
    public void TellSiblings(int tokens)
    {
        for (var end = Tokens - tokens + 1; end <= Tokens; end++)
            Job.Siblings.Add(CollectionsMarshal.AsSpan(_tokens)[..end]);
    }

    public void Learn(int guessed, int right) => _lookup.Learn(guessed, right);

    /// <summary>The next token, and whether it keeps to the grammar: where none does, any ends the text.</summary>
    private (int Token, bool Allowed) Draw(RowSampler sampler, ReadOnlySpan<float> logits)
    {
        var token = sampler.Distribution.Draw(_random.NextUnit());
        if (_grammar is null)
            return (token, true);
        var constraint = Job.Settings.Constraint!;
        var next = constraint.Step(_grammar, token);
        if (next is null && sampler.DrawAllowed(logits, Job.Settings, constraint, _grammar, _anew.NextUnit()) is >= 0 and var other)
            (token, next) = (other, constraint.Step(_grammar, other));
        _grammar = next ?? _grammar;
        return (token, next is not null);
    }

    private void Report(string text, bool evenIfEmpty = false)
    {
        if (text.Length == 0 && !(evenIfEmpty && _unreported.Count > 0))
            return;
        _text.Append(text);
        Job.Outbox.Text(index, text, _unreported);
        _unreported.Clear();
    }

    private void Finish(FinishReason reason)
    {
        Report(_stops.Stopped ? "" : _stops.Finish(), evenIfEmpty: true);
        Finished = true;
        Job.Outbox.Finished(new SampleFinished
        {
            Sample = index,
            Text = _text.ToString(),
            Tokens = Tokens,
            LogProbability = _logProbability,
            Reason = reason,
        });
    }
}
