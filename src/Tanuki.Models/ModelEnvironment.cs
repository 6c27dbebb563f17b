using System.Globalization;
using Tanuki.Core;

namespace Tanuki.Models;

/// <summary>Everything outside this process that models and the engine depend on; tests pass folders of their own.</summary>
public sealed record ModelEnvironment
{
    private const int DefaultKeepAliveSeconds = 300;
    private const int DefaultAdapterMebibytes = 512;

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

    /// <summary><c>TANUKI_TEST_SCRIPT</c>: a file of answers that stands in for every model; for tests of Tanuki itself.</summary>
    public string? TestScript { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

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
    };

    private static int Whole(string name, string unit, int least, int most, int otherwise) => Whole(name, Variable(name), unit, least, most, otherwise);

    internal static int Whole(string name, string? value, string unit, int least, int most, int otherwise)
    {
        if (value is null)
            return otherwise;
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new UsageException(
                $"{name} is \"{Shown.Value(value)}\", which is not a number of {unit} from {least} to {most}.",
                $"Unset it for the default of {otherwise}.");
    }

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
