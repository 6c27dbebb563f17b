using Tanuki.Core;

namespace Tanuki.Models.Remote;

/// <summary>The endpoint answers, and says no for good.</summary>
internal sealed class RefusedException(int status, string message, string hint) : TanukiException(message, hint)
{
    /// <summary>That of HTTP.</summary>
    public int Status { get; } = status;
}
