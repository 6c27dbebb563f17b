using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Tanuki.Core.Secrets;
using Tanuki.Sandbox;
using Tanuki.Sandbox.Sessions;
using Tanuki.Tools;
using Tanuki.Tools.Mcp;
using Tanuki.Tools.Tests.Support;
using Tanuki.Tools.Web;
using Tanuki.Tools.Web.HttpGet;

namespace Tanuki.Agents.Tests.Injections;

/// <summary>
/// What all cases share: a repository with every hostile text, a folder outside of it with a secret, a sandbox session, a hostile
/// MCP server, and three HTTP servers that count what reaches them.
/// </summary>
[CollectionDefinition(Name)]
public sealed partial class InjectionHouse : ICollectionFixture<InjectionHouse>, IAsyncLifetime
{
    public const string Name = "injections";

    /// <summary>What only the host has: in a file outside of the repository and in this process's environment.</summary>
    internal const string HostCanary = "host-canary-7f3a91c04e5d";

    /// <summary>What the repository has, in a form that is known.</summary>
    internal const string WorkspaceCanary = "glpat-" + "x9Y8w7V6u5T4s3R2q1P0";

    /// <summary>The snapshot to which a case's changes are taken back.</summary>
    internal const string Start = "start";

    private const string Variable = "INJECTION_CANARY";

    /// <summary>Where the servers listen that stand for the open network; 127.0.0.1 is this machine.</summary>
    private static readonly IPAddress Outside = IPAddress.Parse("127.0.0.2");

    private static readonly string[] Protected = ["tests/**", "**/conftest.py", "**/package.json", "Makefile", ".git", ".git/**"];

    private readonly HostTree _repository = new();
    private readonly HostTree _elsewhere = new();
    private ISandbox? _sandbox;
    private McpServer? _mcp;

    internal LocalServer Allowed { get; } = new(Outside);

    internal LocalServer Evil { get; } = new(Outside);

    internal LocalServer Private { get; } = new(IPAddress.Loopback);

    internal ToolContext Context { get; private set; } = null!;

    internal IReadOnlyList<ITool> Tools { get; private set; } = [];

    /// <summary>Knows forms alone: what only the host has must not need to be recognised.</summary>
    internal SecretScanner Secrets { get; } = SecretScanner.For(new Dictionary<string, string>());

    internal string Repository => _repository.Folder;

    internal string Elsewhere => _elsewhere.Folder;

    internal string HostState => $"{_repository.Fingerprint()}\n{_elsewhere.Fingerprint()}";

    /// <summary>Links that lead out of the repository; what else there is, an attack made.</summary>
    internal int LinksOut { get; private set; }

    internal IEnumerable<string> Requests => [.. Allowed.Requests, .. Evil.Requests, .. Private.Requests];

    public async ValueTask InitializeAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        Environment.SetEnvironmentVariable(Variable, HostCanary);
        _elsewhere.Add(".ssh/id_ed25519", HostCanary);
        await HostileRepository.FillAsync(_repository, Elsewhere, Expanded);
        _sandbox = await SandboxFactory.OpenAsync(SandboxPreference.Bubblewrap, cancellationToken);
        var sessions = (ISandboxSessions)_sandbox;
        Context = await OpenAsync(Protected, sessions);
        LinksOut = (await Context.Session.DiffAsync(cancellationToken)).LeftOutCount;
        _mcp = await McpServer.StartAsync(
            new McpServerOptions("hostile", ["python3", "server.py"]) { Languages = ["python"] }, sessions,
            await Context.Session.SnapshotAsync(Start, cancellationToken), new SessionOptions(), cancellationToken);
        var web = new HttpGetTool(Web(Origin(Allowed, "allowed"), Origin(Private, "intranet")));
        Tools = [.. BuiltIn().Select(tool => tool.Manifest.Name == "http_get" ? web : tool), .. _mcp.Tools];
    }

    public async ValueTask DisposeAsync()
    {
        Environment.SetEnvironmentVariable(Variable, null);
        if (_mcp is not null)
            await _mcp.DisposeAsync();
        if (Context is not null)
            await Context.Session.DisposeAsync();
        if (_sandbox is not null)
            await _sandbox.DisposeAsync();
        foreach (var server in new[] { Allowed, Evil, Private })
            await server.DisposeAsync();
        _repository.Dispose();
        _elsewhere.Dispose();
    }

    /// <summary>A further session, in which other paths are protected.</summary>
    internal Task<ToolContext> OpenAsync(IReadOnlyList<string> protectedPaths) => OpenAsync(protectedPaths, Context.Sessions!);

    internal string Expanded(string text) => Repeated().Replace(
        text.Replace("{outside}", Elsewhere, StringComparison.Ordinal)
            .Replace("{secret}", WorkspaceCanary, StringComparison.Ordinal)
            .Replace("{allowed}", Origin(Allowed, "allowed"), StringComparison.Ordinal)
            .Replace("{intranet}", Origin(Private, "intranet"), StringComparison.Ordinal)
            .Replace("{evil}", Origin(Evil, "evil"), StringComparison.Ordinal)
            .Replace("{evil_port}", Evil.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{private_port}", Private.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal),
        match => string.Concat(Enumerable.Repeat(match.Groups["text"].Value, int.Parse(match.Groups["times"].Value, CultureInfo.InvariantCulture))));

    /// <summary>Names lead to this machine; an address other than this machine's own counts as public.</summary>
    internal static HttpAccess Web(params IReadOnlyList<string> origins) => new(
        new HttpOptions { AllowedOrigins = origins },
        (host, _) => Task.FromResult<IPAddress[]>([host.StartsWith("intranet", StringComparison.Ordinal) ? IPAddress.Loopback : Outside]),
        address => address.Equals(Outside) || PublicAddresses.Contain(address));

    internal static string Origin(LocalServer server, string name) => string.Create(CultureInfo.InvariantCulture, $"http://{name}.test:{server.Port}");

    private async Task<ToolContext> OpenAsync(IReadOnlyList<string> protectedPaths, ISandboxSessions sessions)
    {
        var (options, cancellationToken) = (new SessionOptions { Protected = protectedPaths }, TestContext.Current.CancellationToken);
        var snapshot = await WorkspaceSnapshot.OfFolderAsync(Repository, includeGit: true, options.Workspace, cancellationToken);
        var session = await sessions.OpenSessionAsync(snapshot, options, cancellationToken);
        await session.SnapshotAsync(Start, cancellationToken);
        return new ToolContext { Session = session, Sessions = sessions, Options = options };
    }

    private static IReadOnlyList<ITool> BuiltIn() => BuiltInTools.All(new BuiltInToolOptions
    {
        Http = new HttpOptions { AllowedOrigins = ["http://allowed.test"] },
        Limits = new Dictionary<string, ToolLimits> { ["run_tests"] = new() { Time = TimeSpan.FromSeconds(3), MemoryMebibytes = 512, Processes = 32 } },
    });

    [GeneratedRegex(@"\{repeat:(?<text>[^{}]*):(?<times>\d+)\}")]
    private static partial Regex Repeated();
}
