using System.Diagnostics;
using System.Globalization;
using Tanuki.Models.Backbones;
using Tanuki.Models.Catalogue;
using Tanuki.Models.Engines;

namespace Tanuki.Models.Tests.Engines;

/// <summary>Folders for real engines of one test's own; none of them outlives it.</summary>
internal sealed class EngineRoom(int keepAliveSeconds) : IAsyncDisposable
{
    public const string Model = "tanuki-0.5b";

    // Reading the whole model once is enough for all rooms.
    private static readonly Lazy<Task<byte[]>> Digests = new(VerifyOnceAsync);

    public ScratchFolder Scratch { get; } = new();

    public ModelEnvironment Environment => Scratch.Environment with
    {
        BaseDirectory = AppContext.BaseDirectory,
        ModelsDirectory = System.Environment.GetEnvironmentVariable("TANUKI_MODELS"),
        Engine = System.Environment.GetEnvironmentVariable("TANUKI_ENGINE"),
        EngineKeepAliveSeconds = keepAliveSeconds,
    };

    /// <summary>Process ids of the engines whose socket lies in this room.</summary>
    public IReadOnlyList<int> Engines =>
    [
        .. Directory.GetDirectories("/proc")
            .Where(d => int.TryParse(Path.GetFileName(d), CultureInfo.InvariantCulture, out _) && CommandLine(d).Contains(Scratch.At("run"), StringComparison.Ordinal))
            .Select(d => int.Parse(Path.GetFileName(d), CultureInfo.InvariantCulture)),
    ];

    public async Task<LocalBackbone> OpenAsync(string model = Model)
    {
        if (!File.Exists(Scratch.At("data/model-digests.json")))
            Scratch.Write("data/model-digests.json", await Digests.Value);
        return (LocalBackbone)await BackboneFactory.OpenAsync(Environment, model, status: null, TestContext.Current.CancellationToken);
    }

    public static async Task KillAsync(int processId)
    {
        using var process = Process.GetProcessById(processId);
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public static async Task GoneAsync(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        catch (ArgumentException)
        {
            // It left before it could be waited for.
        }
    }

    public static GenerationRequest Request(int maxTokens, params IReadOnlyList<long> seeds) => new()
    {
        Messages = [new("user", "Count from one to one hundred in words.")],
        Seeds = seeds,
        MaxTokens = maxTokens,
    };

    public static async Task<List<SampleFinished>> FinishedAsync(IBackbone backbone, GenerationRequest request)
    {
        var finished = new List<SampleFinished>();
        await foreach (var e in backbone.GenerateAsync(request, TestContext.Current.CancellationToken))
        {
            if (e is SampleFinished sample)
                finished.Add(sample);
        }

        return finished;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var engine in Engines)
            await KillAsync(engine);
        Scratch.Dispose();
    }

    private static async Task<byte[]> VerifyOnceAsync()
    {
        await using var room = new EngineRoom(keepAliveSeconds: 0);
        await new ModelCatalogue(room.Environment).VerifyAsync(Model, force: false, progress: null, TestContext.Current.CancellationToken);
        return await File.ReadAllBytesAsync(room.Scratch.At("data/model-digests.json"), TestContext.Current.CancellationToken);
    }

    private static string CommandLine(string processFolder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(processFolder, "cmdline"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
