using System.Text.RegularExpressions;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Tanuki.Core;
using Tanuki.Core.Texts;
using Tanuki.Sandbox;
using Tanuki.Sandbox.Sessions;

namespace Tanuki.Tools.Mcp;

/// <summary>
/// A running server and its tools. What it says about itself is data: it chooses neither names that others have, nor effects, nor
/// how much of its words a model sees; and it is asked for tools alone, never for what a model or a user should do.
/// </summary>
public sealed partial class McpServer : IAsyncDisposable
{
    /// <summary>A small model loses its task behind more.</summary>
    private const int MostTools = 64;
    private const int MostOutput = 256 << 20;

    private readonly ISandboxSession _session;
    private readonly ISandboxProcess _process;
    private readonly McpClient _client;

    private McpServer(ISandboxSession session, ISandboxProcess process, McpClient client) => (_session, _process, _client) = (session, process, client);

    public IReadOnlyList<ITool> Tools { get; private set; } = [];

    /// <summary>What it offers and is not taken, with the reason; for people to read.</summary>
    public IReadOnlyList<string> LeftOut { get; private set; } = [];

    /// <param name="workspace">What the server sees, as a copy of its own.</param>
    /// <exception cref="UsageException">The server's name cannot be part of a tool's.</exception>
    /// <exception cref="TanukiException">It does not start, or does not speak the protocol.</exception>
    public static async Task<McpServer> StartAsync(
        McpServerOptions options, ISandboxSessions sessions, WorkspaceSnapshot workspace, SessionOptions session, CancellationToken cancellationToken)
    {
        if (!ServerName().IsMatch(options.Name))
            throw new UsageException($"'{Printable.Line(options.Name, 60)}' cannot be an MCP server's name.", "Take small letters and digits, at most 20.");
        using var limit = new CancellationTokenSource(options.StartTime, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var own = await sessions.OpenSessionAsync(workspace, session, cancellationToken);
        ISandboxProcess? process = null;
        McpClient? client = null;
        try
        {
            process = await own.StartAsync(Command(options), cancellationToken);
            client = await McpClient.CreateAsync(
                new StreamClientTransport(process.StandardInput, process.StandardOutput),
                new McpClientOptions { ClientInfo = new Implementation { Name = "tanuki", Version = "1" }, ProtocolVersion = "2025-06-18", InitializationTimeout = options.StartTime },
                cancellationToken: either.Token);
            var server = new McpServer(own, process, client);
            server.Take(options, await client.ListToolsAsync(cancellationToken: either.Token));
            return server;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && exception is McpException or IOException or OperationCanceledException or TimeoutException)
        {
            await CloseAsync(own, process, client);
            throw new TanukiException($"The MCP server '{options.Name}' did not start: {Printable.Line(exception.Message, 200)}", "Run its command by hand: it must speak MCP on its standard streams, and may not need a network.", exception);
        }
        catch
        {
            await CloseAsync(own, process, client);
            throw;
        }
    }

    public async ValueTask DisposeAsync() => await CloseAsync(_session, _process, _client);

    private static SessionCommand Command(McpServerOptions options) => new()
    {
        Arguments = options.Command,
        Environment = options.Environment,
        Languages = options.Languages,
        Limits = new SandboxLimits
        {
            Time = TimeSpan.FromHours(1), MemoryMebibytes = options.Limits.MemoryMebibytes, Processes = options.Limits.Processes, OutputBytes = MostOutput,
        },
    };

    private static async Task CloseAsync(ISandboxSession session, ISandboxProcess? process, McpClient? client)
    {
        // The process first: a client waits for a server that does not listen.
        if (process is not null)
        {
            process.Kill();
            await ((Task)process.Completion).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (client is not null)
            await client.DisposeAsync();
        if (process is not null)
            await process.DisposeAsync();
        await session.DisposeAsync();
    }

    private void Take(McpServerOptions options, IList<McpClientTool> offered)
    {
        var (tools, leftOut) = (new SortedDictionary<string, ITool>(StringComparer.Ordinal), new List<string>());
        foreach (var tool in offered.Take(MostTools))
        {
            var shown = Printable.Line(tool.Name, 60);
            var name = $"mcp_{options.Name}_{NotInNames().Replace(tool.Name.ToLowerInvariant(), "_")}";
            if (name.Length > 64)
                leftOut.Add($"{shown}: its name is too long");
            else if (McpSchema.Read(tool.JsonSchema) is not { } schema)
                leftOut.Add($"{shown}: its arguments' schema is too large, or no object's");
            else if (!tools.TryAdd(name, new McpTool(name, options, tool, schema)))
                leftOut.Add($"{shown}: another of its tools has that name");
        }

        if (offered.Count > MostTools)
            leftOut.Add($"{offered.Count - MostTools} tools more than {MostTools}");
        (Tools, LeftOut) = ([.. tools.Values], leftOut);
    }

    [GeneratedRegex(@"^[a-z][a-z0-9]{0,19}\z")]
    private static partial Regex ServerName();

    [GeneratedRegex("[^a-z0-9_]")]
    private static partial Regex NotInNames();
}
