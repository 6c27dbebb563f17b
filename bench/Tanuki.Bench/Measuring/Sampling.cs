namespace Tanuki.Bench.Measuring;

/// <summary>As the coder samples.</summary>
internal static class Sampling
{
    public const float Temperature = 0.8f;
    public const float TopP = 0.95f;
}
