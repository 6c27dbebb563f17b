using System.CommandLine;
using Tanuki.Core;
using Tanuki.Sandbox;

namespace Tanuki.Cli.Parsing;

/// <summary>Where programs run: the options that choose it, and what they mean.</summary>
internal sealed class SandboxSymbols
{
    public Option<string> Driver { get; } = Symbols.Value("--sandbox", "D", "bubblewrap, docker or remote; by default whatever works here.");

    public Option<bool> None { get; } = Symbols.Flag("--unsafe-no-sandbox", "Run what the model writes with your own rights, without isolation.");

    /// <exception cref="UsageException">No such driver, or a driver and none.</exception>
    public SandboxPreference Preference(ParseResult parsed)
    {
        var preference = Preference(parsed, Driver);
        if (!parsed.GetValue(None))
            return preference;
        return parsed.GetValue(Driver) is null
            ? SandboxPreference.UnsafeNone
            : throw new UsageException("--sandbox and --unsafe-no-sandbox exclude each other.", "Leave one of them out.");
    }

    /// <exception cref="UsageException">No such driver.</exception>
    public static SandboxPreference Preference(ParseResult parsed, Option<string> driver) =>
        Values.OneOf(parsed, driver, "auto", "bubblewrap", "docker", "remote") is { } name && SandboxFactory.TryParse(name, out var preference)
            ? preference
            : SandboxPreference.Auto;
}
