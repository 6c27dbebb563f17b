namespace Tanuki.Agents.Extraction;

/// <summary>The program found in a model's answer.</summary>
/// <param name="Code">Ends with one line break; never empty.</param>
/// <param name="DefinesEntryPoint">The entry point asked for is defined, with a body; true when none was asked for.</param>
/// <param name="IsTruncated">The answer broke off and the program was cut to what parses.</param>
public sealed record ExtractedCode(string Code, bool DefinesEntryPoint, bool IsTruncated);
