using Tanuki.Models.Backbones;

namespace Tanuki.Models.Remote;

/// <summary>Waits between the attempts of one request, longer each time, until it is no use.</summary>
internal sealed class Patience(string host, RemoteLimits limits, TimeProvider time)
{
    private TimeSpan waited;
    private int failures;

    /// <exception cref="BackboneSaturatedException">The endpoint has too much to do, for longer than can be waited.</exception>
    /// <exception cref="BackboneUnavailableException">It failed too often.</exception>
    public async Task BearAsync(PassingFailureException failure, CancellationToken cancellationToken)
    {
        failures++;
        // Many clients that failed together must not come back together.
        var delay = limits.FirstDelay * Math.Pow(2, failures - 1) * (0.5 + Random.Shared.NextDouble());
        if (failure.After is { } after && after > delay)
            delay = after;
        if (failures >= limits.Attempts || waited + delay > limits.Patience)
            throw Final(failure);
        waited += delay;
        await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What is thrown when nobody waits any longer.</summary>
    public Exception Final(PassingFailureException failure)
    {
        var message = $"{host} cannot be asked: {failure.Message}{(failures > 1 ? $", {failures} times in a row" : "")}.";
        return failure.Saturated
            ? new BackboneSaturatedException(message, failure.After ?? limits.Patience)
            : new BackboneUnavailableException(message, "Try again later, or choose another model.", failure);
    }
}
