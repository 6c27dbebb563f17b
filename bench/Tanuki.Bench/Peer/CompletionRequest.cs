using Tanuki.Bench.Measuring;

namespace Tanuki.Bench.Peer;

/// <summary>What <c>/completion</c> is asked for some work.</summary>
internal sealed record CompletionRequest(RawWork Work, PeerSettings Settings)
{
    /// <summary>Whether the text is sent as it comes, of one sample.</summary>
    public bool Stream { get; init; }

    /// <summary>How many of the most probable tokens are named.</summary>
    public int Alternatives { get; init; }

    public object Body => new
    {
        prompt = Work.Prompt,
        n_cmpl = Work.Samples,
        n_predict = Work.Tokens,
        seed = Work.Seed & 0x7FFFFFFF,
        temperature = Work.Temperature,
        top_p = Sampling.TopP,
        top_k = Settings.TopK,
        samplers = Settings.TopK > 0 ? new[] { "top_k", "temperature", "top_p" } : ["temperature", "top_p"],
        backend_sampling = Settings.Flags.ContainsKey("--backend-sampling"),
        stop = Work.Stop,
        ignore_eos = !Work.Ends,
        lora = Work.Adapter is { } used ? new[] { new { id = used, scale = 1f } } : [],
        cache_prompt = !Work.Fresh,
        n_probs = Alternatives,
        stream = Stream,
        response_fields = Alternatives > 0 ? ["completion_probabilities"] : CompletionReply.Fields,
    };
}
