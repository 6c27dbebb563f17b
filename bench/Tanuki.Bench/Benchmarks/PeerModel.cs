using Tanuki.Models;
using Tanuki.Models.Catalogue;

namespace Tanuki.Bench.Benchmarks;

/// <summary>The peer loads the very files that our engine loads.</summary>
internal static class PeerModel
{
    public static string FirstFile(BenchOptions options) =>
        new ModelCatalogue(ModelEnvironment.FromProcess()).Resolve(options.Model).FirstFile;
}
