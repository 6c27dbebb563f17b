using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Tanuki.Models.Backbones;

namespace Tanuki.Models.Remote;

/// <summary>What all requests to one endpoint share, and what they learnt about it.</summary>
internal sealed class RemoteConnection(
    RemoteEndpoint endpoint, RemoteServer server, RemoteBudget budget, RemoteLimits limits, TimeProvider time, IProgress<string>? status)
{
    /// <summary>Where each request takes all slots of a server, the next one waits there for the first that is free.</summary>
    private const int ForkingRequests = 2;

    private readonly ConcurrentDictionary<string, bool> rejected = [];
    private volatile bool forks = server.Capabilities.Forks;

    public RemoteEndpoint Endpoint => endpoint;

    public RemoteServer Server => server;

    public RemoteBudget Budget => budget;

    /// <summary>Samples per request.</summary>
    public int MostSamples => forks ? server.MostSamples : 1;

    /// <summary>Requests at a time, of all that generate here.</summary>
    public SemaphoreSlim Turns { get; } = new(limits.Requests);

    /// <summary>Requests at a time for one generation.</summary>
    public int MostRequests => forks ? ForkingRequests : limits.Requests;

    public Patience NewPatience() => new(endpoint.Host, limits, time);

    public JsonObject Body(GenerationRequest request, IReadOnlyList<int> samples) =>
        ChatBody.For(server, endpoint.Model.Name, request, samples, rejected.Keys.ToHashSet(StringComparer.Ordinal));

    public void DoNotFork() => forks = false;

    /// <param name="body">What was sent; if the field was not in it, it is not the field.</param>
    public void DoWithout(RejectedFieldException refusal, JsonObject body)
    {
        if (!body.ContainsKey(refusal.Field))
            throw refusal.Refusal;
        if (rejected.TryAdd(refusal.Field, true) && refusal.Field != ChatBody.MaxTokens)
            status?.Report($"{endpoint.Host} does not take \"{refusal.Field}\" and is asked without");
    }
}
