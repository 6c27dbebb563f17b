namespace Tanuki.Core;

/// <summary>
/// A failure that the user can act on. <see cref="Exception.Message"/> is one clear sentence that people read;
/// <see cref="Hint"/> says what to do about it. Anything else that is thrown is a bug.
/// </summary>
public class TanukiException : Exception
{
    public TanukiException(string message, string? hint = null, Exception? inner = null)
        : base(message, inner) => Hint = hint;

    public string? Hint { get; }
}

/// <summary>The user's input or command line is at fault (exit code 64).</summary>
public sealed class UsageException(string message, string? hint = null, Exception? inner = null) : TanukiException(message, hint, inner);
