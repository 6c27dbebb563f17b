namespace Tanuki.Models.Remote;

/// <summary>US dollars for a million tokens.</summary>
public sealed record RemotePrice(decimal Input, decimal Output)
{
    internal decimal Of(long input, long output) => (Input * input + Output * output) / 1_000_000m;
}
