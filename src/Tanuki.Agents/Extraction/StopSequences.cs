using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Extraction;

/// <summary>
/// Where generation may stop because nothing of the program can follow. Each string starts with a line break and stands at
/// column 0: inside a function of any of these languages, nested ones included, code is indented, so that a legal program is not cut.
/// </summary>
public static class StopSequences
{
    /// <param name="language">A canonical language name.</param>
    /// <param name="hasHead">
    /// The answer was prefilled with the function's head. Only then is demonstration code at column 0 a sure end: in a free answer
    /// a constant or a second function may still follow it. <c>\ndef</c>, <c>\nclass</c> and <c>\nimport</c> are never
    /// stops, since helpers may follow the function that uses them.
    /// </param>
    public static IReadOnlyList<string> For(string language, bool hasHead) => language switch
    {
        LanguageNames.Python when hasHead => ["\n```", "\nif __name__", "\nassert ", "\nprint(", "\n# Test", "\n# Example", "\n# Usage", "\n>>> "],
        LanguageNames.JavaScript when hasHead => ["\n```", "\nconsole.log(", "\nconsole.assert(", "\nassert(", "\nassert.", "\n// Test", "\n// Example", "\n// Usage"],
        LanguageNames.CSharp when hasHead => ["\n```", "\nConsole.Write"],
        // A free answer may open its code with a bare fence; only a closing one is followed by an empty line.
        _ => ["\n```\n\n"],
    };
}
