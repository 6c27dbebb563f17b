namespace Tanuki.Agents.Context;

/// <summary>A packet, or why there is none.</summary>
public abstract record PacketOutcome;

public sealed record PacketReady(BriefingPacket Packet) : PacketOutcome;

/// <summary>The task, which is never cut, and what must stand beside it do not fit.</summary>
/// <param name="Needed">Tokens of these alone.</param>
public sealed record PacketTooSmall(int Needed, int Budget) : PacketOutcome
{
    public string Message => FormattableString.Invariant($"The task needs {Needed} tokens, but only {Budget} are left for it.");

    public string Hint => "Shorten the task, or use a model with a larger context.";
}
