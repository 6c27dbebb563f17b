using Tanuki.Core;
using Tanuki.Core.Texts;

namespace Tanuki.Tools.Web;

/// <summary>One entry of the allow-list.</summary>
/// <param name="Below">Whether every host below is meant, and not the host itself.</param>
internal sealed record AllowedOrigin(string Scheme, string Host, int Port, bool Below)
{
    private const string Wildcard = "://*.";

    /// <exception cref="UsageException">It is no origin.</exception>
    public static AllowedOrigin Read(string text)
    {
        var below = text.Contains(Wildcard, StringComparison.Ordinal);
        if (!Uri.TryCreate(below ? text.Replace(Wildcard, "://", StringComparison.Ordinal) : text, UriKind.Absolute, out var uri)
            || uri.Scheme is not ("https" or "http") || uri.PathAndQuery != "/" || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0
            || below && !uri.IdnHost.Contains('.', StringComparison.Ordinal))
        {
            throw new UsageException($"'{Printable.Line(text, 80)}' is no origin to allow.", "Write https://host, https://host:port or https://*.domain.example.");
        }

        return new AllowedOrigin(uri.Scheme, uri.IdnHost, uri.Port, below);
    }

    public bool Covers(Uri uri) => uri.Scheme == Scheme && uri.Port == Port && (Below
        ? uri.IdnHost.EndsWith($".{Host}", StringComparison.OrdinalIgnoreCase)
        : uri.IdnHost.Equals(Host, StringComparison.OrdinalIgnoreCase));
}
