using System.CommandLine;
using System.Globalization;
using Tanuki.Cli.Parsing;
using Tanuki.Models.Adapters;

namespace Tanuki.Cli.Adapters;

/// <summary>What the engine has of an adapter, for people.</summary>
internal static class AdapterText
{
    public static string Of(EngineAdapter? adapter) => adapter switch
    {
        { Pinned: true } => "loaded, stays",
        { InUse: true } => "in use",
        { Loaded: true } => "loaded",
        _ => "not loaded",
    };

    public static void Write(CliHost host, ParseResult parsed, EngineAdapter adapter)
    {
        if (parsed.IsJson())
            JsonOutput.Write(host, adapter);
        else
            host.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{adapter.Path}  {adapter.Bytes / 1e6:0.0} MB  {Of(adapter)}  SHA-256 {adapter.Sha256}"));
    }
}
