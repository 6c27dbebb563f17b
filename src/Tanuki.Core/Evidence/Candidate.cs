namespace Tanuki.Core.Evidence;

/// <summary>One program that the model proposed.</summary>
/// <param name="Id"><c>c1</c>, <c>c2</c>, … in the order asked for; repair rounds go on counting.</param>
/// <param name="Agent">The specialist that wrote it, e.g. <c>coder</c>.</param>
/// <param name="Seed">The sampling seed, enough with the packet to generate it again.</param>
/// <param name="Tokens">Tokens generated for it, those after an early stop not counted.</param>
/// <param name="Text">The model's answer as generated, the prefilled start included.</param>
/// <param name="Code">The program extracted from <paramref name="Text"/>; null when there was none.</param>
public sealed record Candidate(string Id, string Agent, long Seed, int Tokens, string Text, string? Code);
