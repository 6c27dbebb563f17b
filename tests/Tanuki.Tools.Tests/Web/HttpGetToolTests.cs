using System.Net;
using System.Text.Json.Nodes;
using Tanuki.Core;
using Tanuki.Tools.Policy;
using Tanuki.Tools.Tests.Support;
using Tanuki.Tools.Web;
using Tanuki.Tools.Web.HttpGet;

namespace Tanuki.Tools.Tests.Web;

public sealed class HttpGetToolTests : IAsyncDisposable
{
    private readonly LocalServer _server = new();
    private readonly List<string> _resolved = [];

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_page_of_an_allowed_site_is_fetched()
    {
        _server.Answers["/page?x=1"] = LocalServer.Text("hello");

        Assert.Equal(ToolResult.Ok("The server answered with 200, 5 bytes:", "hello"), await GetAsync("/page?x=1"));
    }

    [Fact]
    public async Task An_error_is_a_failure_with_what_the_server_says()
    {
        _server.Answers["/"] = LocalServer.Text("nothing here", status: "404 Not Found");

        Assert.Equal(ToolResult.Failed("The server answered with 404, 12 bytes:", "nothing here"), await GetAsync("/"));
    }

    [Fact]
    public async Task A_large_body_is_cut_and_one_that_is_no_text_is_not_shown()
    {
        _server.Answers["/large"] = LocalServer.Text(new string('x', 5000));
        _server.Answers["/binary"] = LocalServer.Text("\0\0", "application/octet-stream");

        var large = await GetAsync("/large");
        var binary = await GetAsync("/binary");

        Assert.Equal((ToolOutcome.Ok, "The server answered with 200, 1024 bytes, of which more were left out:", 1024), (large.Outcome, large.Summary, large.Data.Length));
        Assert.Equal(ToolResult.Ok("The server answered with 200, 2 bytes, which are no text."), binary);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_a_time_out()
    {
        var result = await GetAsync("/never", limits: new ToolLimits { Time = TimeSpan.FromSeconds(0.2) });

        Assert.Equal(new ToolResult(ToolOutcome.TimedOut, "The server did not answer in time."), result);
    }

    [Fact]
    public async Task Redirects_are_followed_on_the_list_and_refused_off_it()
    {
        _server.Answers["/on"] = LocalServer.Redirect("/there");
        _server.Answers["/there"] = LocalServer.Text("arrived");
        _server.Answers["/off"] = LocalServer.Redirect("http://other.example/secret");
        _server.Answers["/file"] = LocalServer.Redirect("file:///etc/passwd");
        _server.Answers["/round"] = LocalServer.Redirect("/round");

        Assert.Equal("arrived", (await GetAsync("/on")).Data);
        Assert.All([await GetAsync("/off"), await GetAsync("/file"), await GetAsync("/round")], result =>
        {
            Assert.Equal(ToolOutcome.Refused, result.Outcome);
            Assert.StartsWith("The server redirects, and that was not followed", result.Summary, StringComparison.Ordinal);
        });
        Assert.Equal(6, _server.Requests.Count(request => request == "/round"));
        Assert.DoesNotContain("other.example", _resolved);
    }

    [Theory]
    [InlineData("http://other.example/")]
    [InlineData("http://site.example/")]
    [InlineData("https://site.example:{port}/")]
    [InlineData("http://site.example.evil.example:{port}/")]
    [InlineData("http://evilsite.example:{port}/")]
    [InlineData("http://user:secret@site.example:{port}/")]
    [InlineData("http://other.example:{port}@site.example:80/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://site.example:{port}/")]
    [InlineData("http://[::1]:{port}/")]
    [InlineData("http://2130706433:{port}/")]
    public async Task What_is_not_on_the_list_is_never_asked_for(string url)
    {
        var result = await RunAsync(Tool(), Filled(url));

        Assert.Equal(ToolOutcome.Refused, result.Outcome);
        Assert.Empty(_resolved);
        Assert.Empty(_server.Requests);
    }

    [Theory]
    [InlineData("not an address")]
    [InlineData("http://site.example/\r\nHost: other")]
    [InlineData("http://site.example/a b")]
    [InlineData("/relative/../path\0")]
    public async Task What_is_no_address_is_told_so(string url)
    {
        var result = await RunAsync(Tool(), url);

        Assert.True(result.Outcome is ToolOutcome.Invalid or ToolOutcome.Refused, $"{result}");
        Assert.Empty(_server.Requests);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("::1")]
    [InlineData("93.184.216.34", "10.0.0.1")]
    public async Task A_name_that_leads_to_a_private_address_is_not_connected_to(params string[] addresses)
    {
        var access = new HttpAccess(Options(), (_, _) => Task.FromResult(addresses.Select(IPAddress.Parse).ToArray()));

        var result = await RunAsync(new HttpGetTool(access), Filled("http://site.example:{port}/"));

        Assert.Equal(ToolResult.Refused("The address was not asked for: The host's name leads to an address that is not public."), result);
        Assert.Empty(_server.Requests);
    }

    [Theory]
    [InlineData("1.1.1.1", true)]
    [InlineData("2606:4700:4700::1111", true)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.0.1", false)]
    [InlineData("192.168.0.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("::", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:a00:1::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00:ec2::254", false)]
    [InlineData("ff02::1", false)]
    public void Only_the_open_networks_addresses_are_public(string address, bool isPublic) => Assert.Equal(isPublic, PublicAddresses.Contain(IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://*.example.org", "https://a.b.example.org/x", true)]
    [InlineData("https://*.example.org", "https://example.org/x", false)]
    [InlineData("https://*.example.org", "https://badexample.org/x", false)]
    [InlineData("https://Example.org", "https://EXAMPLE.org/x", true)]
    [InlineData("https://example.org", "https://example.org:8443/", false)]
    public void Origins_cover_what_they_say(string origin, string url, bool covered) => Assert.Equal(covered, AllowedOrigin.Read(origin).Covers(new Uri(url)));

    [Theory]
    [InlineData("example.org")]
    [InlineData("ftp://example.org")]
    [InlineData("https://example.org/path")]
    [InlineData("https://*.org")]
    [InlineData("https://*")]
    [InlineData("https://a:b@example.org")]
    public void What_is_no_origin_is_refused(string text) => Assert.Throws<UsageException>(() => AllowedOrigin.Read(text));

    [Fact]
    public async Task A_person_is_asked_only_about_what_they_could_allow()
    {
        _server.Answers["/"] = LocalServer.Text("hello");
        var person = new CountingApprover();
        var guarded = new ToolPolicy(AccessMode.Full, ApprovalMode.OnRisk, person).Guard(Tool());

        Assert.Equal(ToolOutcome.Refused, (await RunAsync(guarded, "https://other.example/")).Outcome);
        Assert.Equal(ToolOutcome.Invalid, (await RunAsync(guarded, "not an address")).Outcome);
        Assert.Equal(0, person.Asked);
        Assert.Equal(ToolOutcome.Ok, (await RunAsync(guarded, $"http://site.example:{_server.Port}/")).Outcome);
        Assert.Equal(1, person.Asked);
    }

    private HttpOptions Options() => new() { AllowedOrigins = [$"http://site.example:{_server.Port}"], MostBytes = 1024 };

    /// <summary>Every name leads to this machine, which counts as public.</summary>
    private HttpGetTool Tool() => new(new HttpAccess(
        Options(),
        (host, _) =>
        {
            _resolved.Add(host);
            return Task.FromResult<IPAddress[]>([IPAddress.Loopback]);
        },
        _ => true));

    private string Filled(string url) => url.Replace("{port}", $"{_server.Port}", StringComparison.Ordinal);

    private Task<ToolResult> GetAsync(string path, ToolLimits? limits = null) =>
        RunAsync(limits is null ? Tool() : Tool().Within(limits), $"http://site.example:{_server.Port}{path}");

    private static Task<ToolResult> RunAsync(ITool tool, string url) =>
        tool.RunAsync(new JsonObject { ["url"] = url }, new ToolContext { Session = null! }, TestContext.Current.CancellationToken);

    private sealed class CountingApprover : IApprover
    {
        public int Asked { get; private set; }

        public Task<Approval> AskAsync(ApprovalRequest request, CancellationToken cancellationToken)
        {
            Asked++;
            return Task.FromResult(new Approval(true, "a test"));
        }
    }
}
