namespace Tanuki.Cli;

internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>An error of ours or of the machine.</summary>
    public const int Failure = 1;

    /// <summary>Answered but not verified, refuted, gave up, or the evidence disagrees.</summary>
    public const int Unverified = 2;

    public const int Usage = 64;

    public const int Cancelled = 130;
}
