using System.Globalization;

namespace Tanuki.Models.Engines;

/// <summary>Names the build of an engine in at most 24 characters, so that builds have sockets of their own.</summary>
internal static class EngineIdentity
{
    public static string Of(string engineAssembly)
    {
        _ = engineAssembly;
        return typeof(Tanuki.Engine.Contract.EngineDescription).Module.ModuleVersionId.ToString("N", CultureInfo.InvariantCulture)[..24];
    }
}
