using System.Globalization;
using Tanuki.Core;
using Tanuki.Models.Gpu;
using Tanuki.Models.Remote;

namespace Tanuki.Models;

/// <summary>Everything outside this process that models and the engine depend on; tests pass folders of their own.</summary>
public sealed record ModelEnvironment
{
    private const int DefaultKeepAliveSeconds = 300;
    private const int DefaultAdapterMebibytes = 512;
    private const int DefaultPrefixMebibytes = 256;
    private const int MostGpuLayers = 1000;

    /// <summary>Where this program's assemblies lie; the catalogue and the engine are looked for from here.</summary>
    public required string BaseDirectory { get; init; }

    /// <summary>What relative model paths start from.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Private to the user; holds the cache of verified digests.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Private to the user; holds the engine's socket, lock and log.</summary>
    public required string RuntimeDirectory { get; init; }

    /// <summary><c>TANUKI_HOME</c>: the folder that has <c>models/catalogue.json</c>; by default found above <see cref="BaseDirectory"/>.</summary>
    public string? Home { get; init; }

    /// <summary><c>TANUKI_MODELS</c>: a folder that is searched for model files before the catalogue's own.</summary>
    public string? ModelsDirectory { get; init; }

    /// <summary><c>TANUKI_ENGINE</c>: the path of <c>Tanuki.Engine.dll</c>; by default found from <see cref="BaseDirectory"/>.</summary>
    public string? Engine { get; init; }

    /// <summary><c>TANUKI_ENGINE_KEEP_ALIVE</c>: seconds an engine stays after its last client, 0 to 86400; default 300.</summary>
    public int EngineKeepAliveSeconds { get; init; } = DefaultKeepAliveSeconds;

    /// <summary><c>TANUKI_ADAPTER_MEMORY</c>: MiB of adapters that an engine holds beside the model, 1 to 1048576; default 512.</summary>
    public int AdapterMebibytes { get; init; } = DefaultAdapterMebibytes;

    /// <summary><c>TANUKI_PREFIX_MEMORY</c>: MiB of evaluated texts that an engine holds outside its context, 0 to 1048576; default 256.</summary>
    public int PrefixMebibytes { get; init; } = DefaultPrefixMebibytes;

    /// <summary><c>TANUKI_PREFIX_DISK</c>: MiB of evaluated texts that engines leave on disk for the next one, 0 to 1048576; default 0.</summary>
    public int PrefixDiskMebibytes { get; init; }

    /// <summary><c>TANUKI_GPU</c>: auto, off, cuda, vulkan or metal; default auto.</summary>
    public GpuWish Gpu { get; init; }

    /// <summary><c>TANUKI_GPU_LAYERS</c>: layers of a model, the output counted, that go to graphics processors, 0 to 1000; by default as many as fit.</summary>
    public int? GpuLayers { get; init; }

    /// <summary><c>TANUKI_TEST_SCRIPT</c>: a file of answers that stands in for every model; for tests of Tanuki itself.</summary>
    public string? TestScript { get; init; }

    /// <summary><c>OPENAI_API_KEY</c>: for remote models; by default the system's secret store is asked.</summary>
    public Secret? RemoteKey { get; init; }

    /// <summary><c>TANUKI_REMOTE_TOKENS</c>: the most tokens that remote models may take, prompts and answers together; null: any number.</summary>
    public long? RemoteTokens { get; init; }

    /// <summary><c>TANUKI_REMOTE_COST</c>: the most US dollars that remote models may cost; null: any amount.</summary>
    public decimal? RemoteCost { get; init; }

    /// <summary><c>TANUKI_REMOTE_PRICE</c>: <c>IN/OUT</c>; by default what the endpoint lists.</summary>
    public RemotePrice? RemotePrice { get; init; }

    /// <summary><c>PATH</c>, where the program of the secret store is looked for.</summary>
    public string? ProgramPath { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Looks at the machine's graphics processors.</summary>
    internal Func<GpuFacts> ProbeGpus { get; init; } = GpuProbe.Read;

    /// <exception cref="UsageException">A variable has a value out of range.</exception>
    public static ModelEnvironment FromProcess() => new()
    {
        BaseDirectory = AppContext.BaseDirectory,
        WorkingDirectory = Environment.CurrentDirectory,
        DataDirectory = TanukiPaths.DataDirectory,
        RuntimeDirectory = TanukiPaths.RuntimeDirectory,
        Home = Variable("TANUKI_HOME"),
        ModelsDirectory = Variable("TANUKI_MODELS"),
        Engine = Variable("TANUKI_ENGINE"),
        TestScript = Variable("TANUKI_TEST_SCRIPT"),
        EngineKeepAliveSeconds = Whole("TANUKI_ENGINE_KEEP_ALIVE", "seconds", 0, 86_400, DefaultKeepAliveSeconds),
        AdapterMebibytes = Whole("TANUKI_ADAPTER_MEMORY", "mebibytes", 1, 1 << 20, DefaultAdapterMebibytes),
        PrefixMebibytes = Whole("TANUKI_PREFIX_MEMORY", "mebibytes", 0, 1 << 20, DefaultPrefixMebibytes),
        PrefixDiskMebibytes = Whole("TANUKI_PREFIX_DISK", "mebibytes", 0, 1 << 20, otherwise: 0),
        Gpu = GpuWishes.Parse(Variable(GpuWishes.Variable)),
        GpuLayers = Whole("TANUKI_GPU_LAYERS", Variable("TANUKI_GPU_LAYERS"), "layers", 0, MostGpuLayers, "as many as fit"),
        RemoteKey = Variable("OPENAI_API_KEY") is { } key ? new Secret(key) : null,
        RemoteTokens = Variable("TANUKI_REMOTE_TOKENS") is { } tokens ? Tokens(tokens) : null,
        RemoteCost = Variable("TANUKI_REMOTE_COST") is { } cost ? Dollars("TANUKI_REMOTE_COST", cost) : null,
        RemotePrice = Variable("TANUKI_REMOTE_PRICE") is { } price ? Price(price) : null,
        ProgramPath = Variable("PATH"),
    };

    internal static RemotePrice Price(string value) => value.Split('/') is [var input, var output]
        ? new RemotePrice(Dollars("TANUKI_REMOTE_PRICE", input), Dollars("TANUKI_REMOTE_PRICE", output))
        : throw new UsageException(
            $"TANUKI_REMOTE_PRICE is \"{Shown.Value(value)}\".", "It has the form IN/OUT, in US dollars for a million tokens, for example 0.5/1.5.");

    internal static long Tokens(string value) => long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new UsageException($"TANUKI_REMOTE_TOKENS is \"{Shown.Value(value)}\", which is not a number of tokens.", "Unset it for any number.");

    internal static decimal Dollars(string name, string value) =>
        decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount is >= 0 and <= 1_000_000
            ? amount
            : throw new UsageException($"{name} has \"{Shown.Value(value)}\" in it, which is not an amount of US dollars.", "Write it like 0.5.");

    private static int Whole(string name, string unit, int least, int most, int otherwise) => Whole(name, Variable(name), unit, least, most, otherwise);

    internal static int Whole(string name, string? value, string unit, int least, int most, int otherwise) =>
        Whole(name, value, unit, least, most, string.Create(CultureInfo.InvariantCulture, $"the default of {otherwise}")) ?? otherwise;

    private static int? Whole(string name, string? value, string unit, int least, int most, string otherwise)
    {
        if (value is null)
            return null;
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new UsageException(
                $"{name} is \"{Shown.Value(value)}\", which is not a number of {unit} from {least} to {most}.", $"Unset it for {otherwise}.");
    }

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
