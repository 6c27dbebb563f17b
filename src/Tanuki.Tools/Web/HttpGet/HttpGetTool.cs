using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Tanuki.Core.Texts;

namespace Tanuki.Tools.Web.HttpGet;

internal sealed record HttpGetArguments([Description("Such as https://docs.python.org/3/library/json.html.")][StringLength(2000, MinimumLength = 1)] string Url);

internal sealed class HttpGetTool(HttpAccess access) : Tool<HttpGetArguments>("http_get", ToolEffects.BringsUntrustedContent | ToolEffects.ActsOutward)
{
    protected override async Task<ToolResult> RunAsync(HttpGetArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        if (HopelessResult(arguments) is { } hopeless)
            return hopeless;
        using var limit = new CancellationTokenSource(Manifest.Limits.Time, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var (response, body, cut, redirect) = await access.GetAsync(new Uri(arguments.Url), either.Token);
            using (response)
                return redirect is null ? Result(response, body, cut) : ToolResult.Refused($"The server redirects, and that was not followed: {redirect}.");
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new ToolResult(ToolOutcome.TimedOut, "The server did not answer in time.");
        }
        catch (PrivateAddressException exception)
        {
            return ToolResult.Refused($"The address was not asked for: {exception.Message}");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or SocketException or InvalidDataException)
        {
            return exception.InnerException is PrivateAddressException refused
                ? ToolResult.Refused($"The address was not asked for: {refused.Message}")
                : ToolResult.Unavailable("The server cannot be reached, or its answer cannot be read.", exception.Message);
        }
    }

    protected override ToolResult? HopelessResult(HttpGetArguments arguments)
    {
        if (arguments.Url.Any(character => char.IsControl(character) || char.IsWhiteSpace(character)) || !Uri.TryCreate(arguments.Url, UriKind.Absolute, out var uri))
            return ToolResult.Invalid($"\"url\": wanted an https address; came \"{Printable.Line(arguments.Url, 80)}\".");
        return access.Objection(uri) is { } objection ? ToolResult.Refused($"The address was not asked for: {objection}.") : null;
    }

    private static ToolResult Result(HttpResponseMessage response, byte[] body, bool cut)
    {
        var kind = response.Content.Headers.ContentType?.MediaType ?? "";
        var status = string.Create(CultureInfo.InvariantCulture, $"The server answered with {(int)response.StatusCode}, {body.Length} bytes{(cut ? ", of which more were left out" : "")}");
        var outcome = response.IsSuccessStatusCode ? ToolOutcome.Ok : ToolOutcome.Failed;
        var textual = kind.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || kind.Contains("json", StringComparison.OrdinalIgnoreCase) || kind.Contains("xml", StringComparison.OrdinalIgnoreCase) || kind.Length == 0;
        return textual && !body.Contains((byte)0)
            ? new ToolResult(outcome, $"{status}:", Encoding.UTF8.GetString(body))
            : new ToolResult(outcome, $"{status}, which are no text.");
    }
}
