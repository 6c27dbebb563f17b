namespace Tanuki.Models.Remote;

/// <summary>How long an endpoint is borne with and how much is taken from it. Tests make all of it small.</summary>
internal sealed record RemoteLimits
{
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For the whole answer to a question that is not for text, such as what models there are.</summary>
    public TimeSpan Question { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From sending a request to the first event of its answer: it may wait for its turn, and long prompts take time.</summary>
    public TimeSpan FirstToken { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>From one event to the next.</summary>
    public TimeSpan BetweenTokens { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Failures of one request before any text of it came.</summary>
    public int Attempts { get; init; } = 6;

    /// <summary>Before the second attempt; doubled before each further one, and then varied by up to a half either way.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>All waiting between the attempts of one request.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Requests at a time, whoever generates.</summary>
    public int Requests { get; init; } = 8;

    /// <summary>One event of a stream.</summary>
    public int LineBytes { get; init; } = 1 << 20;

    /// <summary>The whole answer to one request.</summary>
    public long AnswerBytes { get; init; } = 64 << 20;
}
