using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Tanuki.Agents.Analysis.Literals;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Analysis.Examples;

/// <summary>Whether an expression can be evaluated without the text around it.</summary>
internal static partial class Expressions
{
    private static readonly FrozenSet<string> Known = FrozenSet.ToFrozenSet(
    [
        "True", "False", "None", "and", "or", "not", "in", "is", "if", "else", "for", "lambda", "true", "false", "null", "undefined", "new", "typeof",
        "NaN", "Infinity", "int", "float", "str", "list", "tuple", "set", "dict", "bool", "bytes", "complex", "object", "string", "double", "long",
        "char", "math", "collections", "datetime", "re", "itertools", "functools", "Math", "Array", "Number", "String", "Object", "Set", "Map",
    ]);

    public static bool IsClosed(Call call, string language) => call.Arguments.All(a => IsClosed(a.Value, language));

    /// <summary>Names that stand alone are variables of the surrounding text, unless they are built in or bound in the expression.</summary>
    public static bool IsClosed(string expression, string language)
    {
        string bare = language == LanguageNames.Python ? Strings().Replace(expression, "''") : Strings().Replace(expression, "\"\"");
        var bound = Bound().Matches(bare).SelectMany(m => Word().Matches(m.Groups["names"].Value)).Select(m => m.Value).ToHashSet(StringComparer.Ordinal);
        foreach (Match word in Word().Matches(bare))
        {
            int after = word.Index + word.Length;
            while (after < bare.Length && bare[after] == ' ')
                after++;
            bool used = after < bare.Length && (bare[after] is '(' or '.' || (bare[after] == '=' && (after + 1 >= bare.Length || bare[after + 1] != '=')));
            bool member = word.Index > 0 && bare[word.Index - 1] == '.';
            bool number = word.Index > 0 && (char.IsDigit(bare[word.Index - 1]) || bare[word.Index - 1] == '_');
            if (!used && !member && !number && !Known.Contains(word.Value) && !bound.Contains(word.Value))
                return false;
        }
        return true;
    }

    private static bool IsClosed(Literal literal, string language) => literal switch
    {
        OpaqueLiteral opaque => IsClosed(opaque.Source, language),
        SequenceLiteral sequence => sequence.Items.All(i => IsClosed(i, language)),
        MapLiteral map => map.Items.All(i => IsClosed(i.Key, language) && IsClosed(i.Value, language)),
        _ => true,
    };

    [GeneratedRegex(@"[rbuRBU]{0,2}(""(\\.|[^""\\])*""|'(\\.|[^'\\])*'|`(\\.|[^`\\])*`)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Strings();

    [GeneratedRegex(@"[A-Za-z_]\w*", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(@"\bfor\s+(?<names>[\w\s,()]+?)\s+in\b|\blambda\s*(?<names>[\w\s,]*):|\(?(?<names>[\w\s,]+)\)?\s*=>", RegexOptions.CultureInvariant)]
    private static partial Regex Bound();
}
