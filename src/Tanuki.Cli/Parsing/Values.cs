using System.CommandLine;
using System.Globalization;
using Tanuki.Core;
using Tanuki.Core.Tasks;

namespace Tanuki.Cli.Parsing;

/// <summary>Reads option values, all of them text to the parser, so that every mistake gets a sentence of its own.</summary>
internal static class Values
{
    /// <exception cref="UsageException">Not a whole number in the range.</exception>
    public static long? Whole(ParseResult parsed, Option<string> option, long least, long most)
    {
        if (parsed.GetValue(option) is not { } text)
            return null;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new UsageException(
                most == long.MaxValue
                    ? $"{option.Name} takes a whole number, not \"{text}\"."
                    : $"{option.Name} takes a whole number from {least} to {most}, not \"{text}\".",
                $"`{ParseErrors.Path(parsed)} --help` shows what it is for.");
    }

    /// <exception cref="UsageException">Not a number in the range.</exception>
    public static double? Number(ParseResult parsed, Option<string> option, double least, double most)
    {
        if (parsed.GetValue(option) is not { } text)
            return null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new UsageException(
                string.Create(CultureInfo.InvariantCulture, $"{option.Name} takes a number from {least} to {most}, not \"{text}\"."),
                $"`{ParseErrors.Path(parsed)} --help` shows what it is for.");
    }

    /// <exception cref="UsageException">No such language.</exception>
    public static string? Language(ParseResult parsed, Option<string> option)
    {
        if (parsed.GetValue(option) is not { } text)
            return null;
        return LanguageNames.TryParse(text, out var language)
            ? language
            : throw new UsageException(
                $"There is no language \"{text}\" here.",
                Suggestion.For(text, LanguageNames.All) is { } near
                    ? $"Did you mean {near}?"
                    : $"The languages are {string.Join(", ", LanguageNames.All)}.");
    }

    /// <exception cref="UsageException">None of the names.</exception>
    public static string? OneOf(ParseResult parsed, Option<string> option, params IReadOnlyList<string> names)
    {
        if (parsed.GetValue(option) is not { } text)
            return null;
        return names.Contains(text)
            ? text
            : throw new UsageException($"{option.Name} does not know \"{text}\".", $"It takes {string.Join(" or ", names)}.");
    }

    /// <exception cref="UsageException">The argument is missing.</exception>
    public static string Required(ParseResult parsed, Argument<string> argument) =>
        parsed.GetValue(argument) ?? throw new UsageException(
            $"`{ParseErrors.Path(parsed)}` needs {argument.Description![..1].ToLowerInvariant()}{argument.Description[1..].TrimEnd('.')}.",
            $"`{ParseErrors.Path(parsed)} --help` shows how to call it.");
}
