namespace Tanuki.Agents.Context.Compression;

internal static class SectionLadders
{
    public static SectionLadder For(SectionDraft draft) => draft.Kind switch
    {
        SectionKind.Tools => new PartsLadder(draft, "tool"),
        SectionKind.Examples => new PartsLadder(draft, "example"),
        SectionKind.Files => new PartsLadder(draft, "file"),
        SectionKind.Conversation => new PartsLadder(draft, "turn"),
        SectionKind.RepositoryMap => new CutLadder(draft, headOnly: true),
        SectionKind.AgentsInstructions or SectionKind.Evidence => new CutLadder(draft, headOnly: false),
        _ => new WholeLadder(draft),
    };
}
