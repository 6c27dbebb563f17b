using System.Text;
using System.Text.RegularExpressions;
using Tanuki.Agents.Checking;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Jobs.Testing;

/// <summary>Writes assertions as a file of tests, for pytest and for node's own runner.</summary>
internal static partial class TestFile
{
    /// <param name="program">The file's name.</param>
    /// <param name="functions">Those that the tests may call.</param>
    public static SourceFile Write(string program, string language, IReadOnlyList<string> functions, IReadOnlyList<Example> tests)
    {
        var module = Path.GetFileNameWithoutExtension(program);
        string[] called = [.. functions.Where(name => tests.Any(test => Calls(test, name)))];
        var text = new StringBuilder();
        text.Append(language == LanguageNames.Python
            ? Import(module, called)
            : "const test = require('node:test');\nconst assert = require('node:assert');\n"
                + $"const {{ {string.Join(", ", called)} }} = require('./{module}');\n");
        foreach (var (test, name) in tests.Zip(Names(functions, tests)))
        {
            text.Append(language == LanguageNames.Python
                ? $"\n\ndef {name}():\n    assert {test.Call} {(Truth().IsMatch(test.Expected) ? "is" : "==")} {test.Expected}\n"
                : $"\ntest('{name}', () => {{\n  assert.deepStrictEqual({test.Call}, {test.Expected});\n}});\n");
        }

        return new SourceFile(language == LanguageNames.Python ? $"test_{module}.py" : $"{module}.test.js", text.ToString());
    }

    /// <summary>Names of the tests, in their order.</summary>
    public static IReadOnlyList<string> Names(IReadOnlyList<string> functions, IReadOnlyList<Example> tests)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. tests.Select(test =>
        {
            var name = functions.First(name => Calls(test, name));
            var number = numbers[name] = numbers.GetValueOrDefault(name) + 1;
            return FormattableString.Invariant($"test_{name}_{number}");
        })];
    }

    private static string Import(string module, string[] called) => Identifier().IsMatch(module)
        ? $"from {module} import {string.Join(", ", called)}\n"
        : $"import importlib\n\nprogram = importlib.import_module(\"{module}\")\n"
            + string.Concat(called.Select(name => $"{name} = program.{name}\n"));

    private static bool Calls(Example test, string function) =>
        Regex.IsMatch(test.Call, $@"(?<![\w.$]){Regex.Escape(function)}\s*\(", RegexOptions.CultureInvariant);

    [GeneratedRegex(@"^[A-Za-z_]\w*$", RegexOptions.CultureInvariant)]
    private static partial Regex Identifier();

    [GeneratedRegex("^(True|False|None)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Truth();
}
