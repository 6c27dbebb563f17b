using Tanuki.Models.Backbones;
using Tanuki.Models.Remote;

namespace Tanuki.Models.Tests.Remote;

/// <summary>A server and the backbone that asks it, impatiently.</summary>
internal sealed class RemoteRoom(Dialect dialect = Dialect.Bare) : IDisposable
{
    public const string Key = "sk-test-0123456789";

    private readonly ScratchFolder _scratch = new();

    public ChatServer Server { get; } = new(dialect);

    public List<string> Told { get; } = [];

    /// <summary>With a key and without any budget.</summary>
    public ModelEnvironment Environment => _scratch.Environment with { RemoteKey = new Secret(Key) };

    public RemoteLimits Limits { get; set; } = new()
    {
        Connect = TimeSpan.FromSeconds(5),
        FirstDelay = TimeSpan.FromMilliseconds(1),
        Attempts = 4,
        Patience = TimeSpan.FromSeconds(5),
    };

    public static GenerationRequest Request(int seeds = 1, string prefill = "") => new()
    {
        Messages = [new("system", "Be brief."), new("user", "Write f.")],
        AssistantPrefill = prefill,
        Seeds = [.. Enumerable.Range(1, seeds).Select(i => (long)i)],
        MaxTokens = 100,
    };

    public static async Task<List<GenerationEvent>> EventsAsync(IBackbone backbone, GenerationRequest request)
    {
        var events = new List<GenerationEvent>();
        await foreach (var happened in backbone.GenerateAsync(request, TestContext.Current.CancellationToken))
            events.Add(happened);
        return events;
    }

    public static string Pieces(IEnumerable<GenerationEvent> events, int sample) =>
        string.Concat(events.OfType<TextGenerated>().Where(text => text.Sample == sample).Select(text => text.Text));

    public Task<RemoteBackbone> OpenAsync(string? model = null) => OpenAsync(Environment, model);

    public Task<RemoteBackbone> OpenAsync(ModelEnvironment environment, string? model = null) =>
        RemoteBackbone.OpenAsync(environment, model ?? Server.Model, Limits, new Listing(Told), TestContext.Current.CancellationToken);

    public async Task<List<GenerationEvent>> AskAsync(GenerationRequest request)
    {
        await using var backbone = await OpenAsync();
        return await EventsAsync(backbone, request);
    }

    /// <summary>The only text of the only sample.</summary>
    public async Task<SampleFinished> AskOneAsync(GenerationRequest? request = null) =>
        Assert.Single((await AskAsync(request ?? Request())).OfType<SampleFinished>());

    public string InFolder(string name) => _scratch.At(name);

    public void Dispose()
    {
        Server.Dispose();
        _scratch.Dispose();
    }

    private sealed class Listing(List<string> told) : IProgress<string>
    {
        public void Report(string value) => told.Add(value);
    }
}
