using System.Runtime.InteropServices;
using Tanuki.Core;

namespace Tanuki.Models.Engines;

/// <summary>The files that an engine is started from.</summary>
/// <param name="Host">The <c>dotnet</c> that runs this process, too.</param>
/// <param name="Assembly">Absolute path of <c>Tanuki.Engine.dll</c>.</param>
internal sealed record EngineProgram(string Host, string Assembly)
{
    private const string Name = "Tanuki.Engine.dll";

    /// <exception cref="TanukiException">There is no engine.</exception>
    public static EngineProgram Find(ModelEnvironment environment) => new(FindHost(), FindAssembly(environment));

    private static string FindAssembly(ModelEnvironment environment)
    {
        if (environment.Engine is { } named)
        {
            var path = Path.GetFullPath(named, environment.WorkingDirectory);
            return File.Exists(path)
                ? path
                : throw new TanukiException($"TANUKI_ENGINE is \"{Shown.Value(named)}\", which is not a file.", $"Set it to the path of {Name}, or unset it.");
        }

        string[] places =
        [
            Path.Combine(environment.BaseDirectory, "..", "..", "Tanuki.Engine", "release", Name),
            Path.Combine(environment.BaseDirectory, "engine", Name),
        ];
        return places.Select(Path.GetFullPath).FirstOrDefault(File.Exists) ?? throw new TanukiException(
            $"The engine, {Name}, is not built.", "Start through ./tanuki, which builds what is missing, or set TANUKI_ENGINE to its path.");
    }

    private static string FindHost()
    {
        // RUNTIME is ROOT/shared/Microsoft.NETCore.App/VERSION/.
        var host = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        return File.Exists(host) ? host : "dotnet";
    }
}
