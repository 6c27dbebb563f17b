using Tanuki.Engine.Contract;

namespace Tanuki.Models.Engines;

/// <summary>Shortens the build of an engine to what fits into a socket's name: parts of the contract's id and the engine's fingerprint.</summary>
internal static class EngineIdentity
{
    /// <param name="engineAssembly">Path of <c>Tanuki.Engine.dll</c>.</param>
    public static string Of(string engineAssembly)
    {
        var build = EngineBuild.Of(engineAssembly);
        return build.Length > 24 ? build[..8] + build[^16..] : build;
    }
}
