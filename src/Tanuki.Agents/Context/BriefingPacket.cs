using Tanuki.Core.Runs;

namespace Tanuki.Agents.Context;

/// <summary>What a model is told, section by section. Fits its budget, and has the task whole.</summary>
public sealed record BriefingPacket
{
    private const string Gap = "\n\n";

    /// <summary>In the order of their kinds.</summary>
    public required IReadOnlyList<PacketSection> Sections { get; init; }

    /// <summary>What the answer begins with.</summary>
    public string Prefill { get; init; } = "";

    /// <summary>Of the whole, as counted at the end; at most the budget.</summary>
    public required int Tokens { get; init; }

    /// <summary>A system message and a user message: consecutive messages of one role are refused by some models' templates.</summary>
    public IReadOnlyList<PacketMessage> Messages => Render(Sections);

    /// <summary>As the run log keeps it and <c>runs show --packets</c> shows it.</summary>
    public Packet ToPacket() => Packet.Of(Messages, Prefill, [.. Marks()]);

    internal static IReadOnlyList<PacketMessage> Render(IEnumerable<PacketSection> sections)
    {
        var split = sections.ToLookup(section => section.Kind is SectionKind.System, section => section.Text);
        return [new("system", string.Join(Gap, split[true])), new("user", string.Join(Gap, split[false]))];
    }

    private IEnumerable<PacketMark> Marks()
    {
        var at = new int[2];
        foreach (var section in Sections)
        {
            var message = section.Kind is SectionKind.System ? 0 : 1;
            yield return new PacketMark(
                SectionKinds.Name(section.Kind), section.Origin, section.Trust.ToString().ToLowerInvariant(), section.Tokens, section.Sha256, message, at[message], section.Text.Length);
            at[message] += section.Text.Length + Gap.Length;
        }
    }
}

/// <param name="Text">As the model reads it, fences included.</param>
/// <param name="Tokens">By how much it lengthens the packet up to its end.</param>
/// <param name="Sha256">Of the text.</param>
/// <param name="LeftOut">What there was no room for, in words; null for nothing.</param>
public sealed record PacketSection(SectionKind Kind, string Origin, SectionTrust Trust, int Priority, string Text, int Tokens, string Sha256, string? LeftOut);
