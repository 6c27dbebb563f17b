using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Tanuki.Models.Backbones;

namespace Tanuki.Models.Remote;

/// <summary>One request for samples as the requests that the endpoint understands, several at a time, each repeated where that may help.</summary>
internal sealed class RemoteGeneration(RemoteConnection connection, GenerationRequest request, int promptTokens, ChannelWriter<GenerationEvent> events)
{
    private readonly RemoteServer server = connection.Server;
    private readonly ConcurrentDictionary<int, string> reported = [];
    private readonly ConcurrentQueue<IReadOnlyList<int>> waiting = new(Enumerable.Range(0, request.Seeds.Count).Chunk(connection.MostSamples));

    /// <exception cref="BackboneUnavailableException">Some sample could not be had. What was under way beside it came to its end.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = new List<Task>();
        try
        {
            while (!waiting.IsEmpty || running.Count > 0)
            {
                if (waiting.TryPeek(out var samples) && samples.Count > connection.MostSamples)
                {
                    waiting.TryDequeue(out _);
                    EnqueueSingly(samples);
                    continue;
                }
                if (samples is not null && running.Count < connection.MostRequests && TryReserve(samples, othersRun: running.Count > 0) is { } charge)
                {
                    waiting.TryDequeue(out _);
                    running.Add(AskInTurnAsync(samples, charge, stop.Token));
                    continue;
                }
                var ended = await Task.WhenAny(running).ConfigureAwait(false);
                running.Remove(ended);
                await ended.ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is BackboneUnavailableException or BackboneSaturatedException or BackboneBudgetException)
        {
            // What is under way is paid for.
            await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void EnqueueSingly(IReadOnlyList<int> samples)
    {
        foreach (var sample in samples)
            waiting.Enqueue([sample]);
    }

    /// <returns>Null: the budget would not reach beside what others may take, and may when these have ended.</returns>
    private RemoteBudget.Charge? TryReserve(IReadOnlyList<int> samples, bool othersRun)
    {
        try
        {
            return Reserve(samples.Count);
        }
        catch (BackboneBudgetException) when (othersRun)
        {
            return null;
        }
    }

    private RemoteBudget.Charge Reserve(int samples) => connection.Budget.Reserve(promptTokens, (long)samples * request.MaxTokens);

    private async Task AskInTurnAsync(IReadOnlyList<int> samples, RemoteBudget.Charge charge, CancellationToken cancellationToken)
    {
        using var taken = charge;
        await connection.Turns.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await AskAsync(samples, charge, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            connection.Turns.Release();
        }
    }

    private async Task AskAsync(IReadOnlyList<int> samples, RemoteBudget.Charge firstCharge, CancellationToken cancellationToken)
    {
        var patience = connection.NewPatience();
        var begunAgain = false;
        for (var charge = firstCharge; ; charge = Reserve(samples.Count))
        {
            using var taken = charge;
            var texts = samples.ToDictionary(
                sample => new SampleText(sample, request, ChatBody.AsksForPrefill(server, request), reported.GetValueOrDefault(sample, "")), sample => sample);
            var answer = new AnswerReader(connection.Endpoint, server, [.. texts.Keys], promptTokens, charge, happened => events.TryWrite(happened));
            var body = connection.Body(request, samples);
            var failure = await TryReadAsync(answer, body, cancellationToken).ConfigureAwait(false);
            samples = [.. answer.Unfinished.Select(text => texts[text])];
            if (samples.Count == 0)
                return;
            foreach (var (text, sample) in texts)
                reported[sample] = text.Reported;

            if (failure is RejectedFieldException rejected)
            {
                connection.DoWithout(rejected, body);
                continue;
            }
            if (failure is null && samples.Count < texts.Count)
            {
                // It does not heed how many samples are asked for.
                connection.DoNotFork();
                EnqueueSingly(samples);
                return;
            }

            var passing = failure as PassingFailureException ?? new PassingFailureException("it answers without a text");
            if (begunAgain && texts.Keys.Any(text => text.Began))
                throw patience.Final(passing);
            begunAgain |= texts.Keys.Any(text => text.Began);
            await patience.BearAsync(passing, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <returns>Why it did not end well, where something can be done about it.</returns>
    private static async Task<Exception?> TryReadAsync(AnswerReader answer, JsonObject body, CancellationToken cancellationToken)
    {
        try
        {
            await answer.ReadAsync(body, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (Exception failure) when (failure is PassingFailureException or RejectedFieldException)
        {
            return failure;
        }
    }
}
