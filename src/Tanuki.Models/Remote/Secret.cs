using Tanuki.Core;

namespace Tanuki.Models.Remote;

/// <summary>A key that cannot be printed by mistake.</summary>
public sealed class Secret
{
    private readonly string value;

    /// <param name="value">White space around it is dropped.</param>
    public Secret(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        this.value = value.Trim();
    }

    /// <exception cref="UsageException">It has characters that cannot stand in a header.</exception>
    internal void RequireVisible()
    {
        if (value.Length == 0 || value.Any(c => c is <= ' ' or > '~'))
            throw new UsageException("The key for the remote model has characters that no key has.", "Look for a space or a line break in OPENAI_API_KEY or in the secret store.");
    }

    internal string Reveal() => value;

    /// <summary><paramref name="text"/> without the key, should somebody have put it there.</summary>
    internal string Hide(string text) => text.Replace(value, "***", StringComparison.Ordinal);

    public override string ToString() => "***";
}
