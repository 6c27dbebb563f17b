using System.CommandLine;
using System.CommandLine.Parsing;
using Tanuki.Core;

namespace Tanuki.Cli.Parsing;

/// <summary>Says what is wrong with a command line in one sentence, in place of the parser's own pages.</summary>
internal static class ParseErrors
{
    /// <exception cref="UsageException">The command line is wrong.</exception>
    public static void Throw(ParseResult parsed, IReadOnlyList<string> args)
    {
        var command = parsed.CommandResult.Command;
        if (MistakenOption(parsed, args) is { } option)
            throw Unknown(option, parsed);
        if (FlagWithValue(parsed, args) is { } flag)
            throw new UsageException($"The option {flag} takes no value.", $"`{Path(parsed)} --help` shows what it takes.");
        if (parsed.UnmatchedTokens is [var token, ..])
            throw Unmatched(token, command, parsed);
        if (parsed.Errors is [var error, ..])
            throw Explain(error, parsed);
    }

    public static string Path(ParseResult parsed)
    {
        var names = new List<string>();
        for (SymbolResult? result = parsed.CommandResult; result is CommandResult { Command: var command }; result = result.Parent)
            names.Insert(0, command is RootCommand ? "tanuki" : command.Name);
        return string.Join(' ', names);
    }

    /// <summary>An unknown option before <c>--</c> that the parser took for a positional argument.</summary>
    private static string? MistakenOption(ParseResult parsed, IReadOnlyList<string> args)
    {
        var options = args.TakeWhile(arg => arg != "--").ToHashSet(StringComparer.Ordinal);
        return parsed.CommandResult.Command.Arguments
            .Select(parsed.GetResult)
            .OfType<ArgumentResult>()
            .SelectMany(result => result.Tokens)
            .Select(token => token.Value)
            .FirstOrDefault(value => LooksLikeOption(value) && options.Contains(value));
    }

    private static string? FlagWithValue(ParseResult parsed, IReadOnlyList<string> args) => args
        .TakeWhile(arg => arg != "--")
        .Where(arg => arg.Contains('=', StringComparison.Ordinal))
        .Select(arg => arg.Split('=')[0])
        .FirstOrDefault(name => Options(parsed).Any(option => option is Option<bool> && option.Name == name));

    private static bool LooksLikeOption(string value) => value is ['-', _, ..] && !value.Any(char.IsWhiteSpace);

    private static UsageException Unmatched(string token, Command command, ParseResult parsed)
    {
        if (LooksLikeOption(token))
            return Unknown(token, parsed);
        if (command.Subcommands.Count > 0)
        {
            var near = Suggestion.For(token, command.Subcommands.Select(sub => sub.Name));
            return new UsageException(
                $"There is no command `{Path(parsed)} {token}`.",
                near is null ? $"The commands are {Names(command)}." : $"Did you mean `{Path(parsed)} {near}`?");
        }

        return new UsageException(
            $"`{Path(parsed)}` does not take the argument \"{token}\".",
            command.Name == "run" ? "Put the whole task in quotes." : $"`{Path(parsed)} --help` shows what it takes.");
    }

    private static UsageException Unknown(string option, ParseResult parsed)
    {
        var name = option.Split('=')[0];
        var known = Options(parsed).SelectMany(symbol => symbol.Aliases.Prepend(symbol.Name)).ToList();
        if (known.Contains(name))
            return new UsageException($"The value of the option {name} is missing.", $"`{Path(parsed)} --help` shows what it takes.");
        var near = Suggestion.For(name, known);
        return new UsageException(
            $"`{Path(parsed)}` has no option {name}.",
            near is null ? $"`{Path(parsed)} --help` shows the options; a text that begins with a dash goes behind `--`." : $"Did you mean {near}?");
    }

    private static IEnumerable<Option> Options(ParseResult parsed)
    {
        for (SymbolResult? result = parsed.CommandResult; result is CommandResult { Command: var command }; result = result.Parent)
        {
            foreach (var option in command.Options)
                yield return option;
        }
    }

    private static UsageException Explain(ParseError error, ParseResult parsed)
    {
        var hint = $"`{Path(parsed)} --help` shows what it takes.";
        var option = error.SymbolResult as OptionResult ?? error.SymbolResult?.Parent as OptionResult;
        return option switch
        {
            { Tokens.Count: 0 } => new UsageException($"The value of the option {option.Option.Name} is missing.", hint),
            { IdentifierTokenCount: > 1 } => new UsageException($"The option {option.Option.Name} was given more than once.", hint),
            not null => new UsageException($"The option {option.Option.Name} does not take \"{option.Tokens[0].Value}\".", hint),
            null => new UsageException(error.Message.Split('\n')[0].Trim(), hint),
        };
    }

    public static string Names(Command command) => string.Join(", ", command.Subcommands.Select(sub => sub.Name));
}
