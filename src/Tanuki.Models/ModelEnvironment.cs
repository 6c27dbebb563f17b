using System.Globalization;
using Tanuki.Core;

namespace Tanuki.Models;

/// <summary>Everything outside this process that models and the engine depend on; tests pass folders of their own.</summary>
public sealed record ModelEnvironment
{
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
    public int EngineKeepAliveSeconds { get; init; } = 300;

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
        EngineKeepAliveSeconds = KeepAlive(Variable("TANUKI_ENGINE_KEEP_ALIVE")),
    };

    internal static int KeepAlive(string? value)
    {
        if (value is null)
            return 300;
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= 86_400
            ? seconds
            : throw new UsageException(
                $"TANUKI_ENGINE_KEEP_ALIVE is \"{Shown.Value(value)}\", which is not a number of seconds from 0 to 86400.",
                "Unset it for the default of 300.");
    }

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
