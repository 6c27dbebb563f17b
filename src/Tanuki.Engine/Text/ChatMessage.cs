namespace Tanuki.Engine.Text;

/// <param name="Role"><see cref="System"/>, <see cref="User"/> or <see cref="Assistant"/>.</param>
internal readonly record struct ChatMessage(string Role, string Content)
{
    public const string System = "system", User = "user", Assistant = "assistant";

    public static IReadOnlyList<string> Roles { get; } = [System, User, Assistant];
}
