using Tanuki.Engine.Contract;

namespace Tanuki.Engine.Scheduling;

/// <summary>The probabilities of a given continuation, without generating anything.</summary>
internal sealed class ScoreJob(int[] prompt, int[] continuation, bool fullLogits, CancellationToken cancellationToken)
    : Job([.. prompt, .. continuation], prompt.Length - 1, cancellationToken)
{
    private readonly TaskCompletionSource<ScoreReply> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ScoreReply _score = new() { PromptTokens = prompt.Length };

    public Task<ScoreReply> Reply => _reply.Task;

    public bool FullLogits { get; } = fullLogits;

    public override int Branches => 0;

    public override int BranchTokens => 0;

    public void Add(TokenInfo token) => _score.Continuation.Add(token);

    public void Finish(ReadOnlySpan<float> logits)
    {
        _score.CachedTokens = CachedTokens;
        if (FullLogits)
            _score.Logits.AddRange(logits.ToArray());
        _reply.TrySetResult(_score);
    }

    public override void Fail(Exception exception)
    {
        if (exception is OperationCanceledException)
            _reply.TrySetCanceled(CancellationToken);
        else
            _reply.TrySetException(exception);
    }
}
