using System.CommandLine;
using Tanuki.Core;

namespace Tanuki.Cli.Parsing;

/// <summary>Short forms for declaring options and arguments; values stay text until <see cref="Values"/> reads them.</summary>
internal static class Symbols
{
    private const string JsonName = "--json";
    private const string QuietName = "--quiet";
    private const string QuietAlias = "-q";

    /// <summary>Valid for every command.</summary>
    public static IEnumerable<Option> Common() =>
    [
        new Option<bool>(JsonName) { Description = "Print data as JSON.", Recursive = true },
        new Option<bool>(QuietName, QuietAlias) { Description = "No progress on stderr.", Recursive = true },
    ];

    public static bool IsCommonFlag(string arg) => arg is JsonName or QuietName or QuietAlias;

    public static bool IsJson(this ParseResult parsed) => parsed.GetValue<bool>(JsonName);

    public static bool IsQuiet(this ParseResult parsed) => parsed.GetValue<bool>(QuietName);

    public static Option<string> Value(string name, string placeholder, string description) =>
        new(name) { Description = description, HelpName = placeholder };

    public static Option<bool> Flag(string name, string description) => new(name) { Description = description };

    /// <summary>Optional to the parser; <see cref="Values.Required"/> complains in our words.</summary>
    public static Argument<string> Positional(string name, string description) =>
        new(name) { Description = description, Arity = ArgumentArity.ZeroOrOne };

    /// <summary>A command that only holds others.</summary>
    public static Command Group(string name, string description, params IEnumerable<Command> commands)
    {
        var group = new Command(name, description);
        foreach (var command in commands)
            group.Add(command);
        group.SetAction(Refuse);
        return group;

        int Refuse(ParseResult parsed) => throw new UsageException(
            $"`tanuki {name}` needs the name of a command.", $"The commands are {ParseErrors.Names(group)}.");
    }
}
