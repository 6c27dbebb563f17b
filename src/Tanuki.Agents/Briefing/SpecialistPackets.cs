using Tanuki.Agents.Specialists;
using Tanuki.Core.Runs;

namespace Tanuki.Agents.Briefing;

/// <summary>What a specialist is told, from its file.</summary>
internal static class SpecialistPackets
{
    private static readonly string[] Takable = ["task", "code", "tests", "failures", "plan", "files", "head"];

    /// <summary>Where an answer that was begun inside a fence ends.</summary>
    public static IReadOnlyList<string> EndOfFence { get; } = ["\n```"];

    /// <param name="holes">What fills the prompt; what is missing is empty.</param>
    public static Packet For(Specialist specialist, string language, IReadOnlyDictionary<string, string> holes)
    {
        var values = Takable.ToDictionary(name => name, name => holes.GetValueOrDefault(name, ""), StringComparer.Ordinal);
        values["language"] = language;
        var prompt = specialist.Prompt.Fill(values);
        IEnumerable<PacketMessage> system = prompt.System.Length > 0 ? [new PacketMessage("system", prompt.System)] : [];
        return Packet.Of([.. system, new PacketMessage("user", prompt.User.Trim())], prompt.Prefill);
    }
}
