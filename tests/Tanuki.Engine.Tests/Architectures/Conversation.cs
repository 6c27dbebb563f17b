namespace Tanuki.Engine.Tests.Architectures;

/// <summary>What a published template gives, and for what.</summary>
/// <param name="Messages">Each a role and a content.</param>
/// <param name="Prefill">What the answer begins with.</param>
/// <param name="Rendered">The whole of it, with the tokens that begin and end texts spelled out.</param>
public sealed record Conversation(IReadOnlyList<(string Role, string Content)> Messages, string Prefill, string Rendered)
{
    private const string S = "system", U = "user", A = "assistant";

    /// <summary>What most requests are.</summary>
    public static Conversation Usual(string rendered) => new([(S, "Be brief."), (U, "Add two numbers.")], "def add", rendered);

    /// <summary>The second question of somebody whose first was answered, with white space that matters to some.</summary>
    public static Conversation Long(string rendered) =>
        new([(S, "Be brief."), (U, " Hello \n"), (A, " Hi there. "), (U, "And now?")], "", rendered);

    public static Conversation Bare(string rendered) => new([(U, "Hello")], "Hi", rendered);
}
