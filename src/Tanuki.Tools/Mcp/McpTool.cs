using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Tanuki.Core.Texts;

namespace Tanuki.Tools.Mcp;

/// <summary>A tool of a server. Its server has no network, so that it can tell nobody; it may have read everything, and say anything.</summary>
internal sealed class McpTool(string name, McpServerOptions options, McpClientTool tool, JsonObject schema) : ITool
{
    private const int LongestDescription = 300;

    public ToolManifest Manifest { get; } = new(
        name, $"From the MCP server {options.Name}, in its own words: \"{Printable.Line(tool.Description, LongestDescription).Replace('"', '\'')}\"", schema,
        ToolEffects.ReadsPrivateData | ToolEffects.BringsUntrustedContent, options.Limits);

    public async Task<ToolResult> RunAsync(JsonObject arguments, ToolContext context, CancellationToken cancellationToken)
    {
        try
        {
            var result = await tool.CallAsync(arguments.ToDictionary(argument => argument.Key, argument => (object?)JsonSerializer.SerializeToElement(argument.Value)), cancellationToken: cancellationToken);
            var text = string.Join('\n', result.Content.Select(content => content is TextContentBlock block ? block.Text : "[content that is no text]"));
            return result.IsError == true ? ToolResult.Failed($"{name} reports an error:", text) : ToolResult.Ok($"{name} answers:", text);
        }
        catch (McpException exception)
        {
            return ToolResult.Failed($"{name} reports an error:", exception.Message);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            return ToolResult.Unavailable($"The MCP server {options.Name} has ended.", exception.Message);
        }
    }
}
