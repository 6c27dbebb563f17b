using System.Text.RegularExpressions;

namespace Tanuki.Repositories.Mapping;

/// <summary>Which files are tests, and of what, by their names.</summary>
internal static partial class TestFiles
{
    public static bool IsTest(string path) => Name.IsMatch(path);

    /// <summary>What the tested file is called, without extension and in lower case: <c>test_cart.py</c> and <c>CartTests.cs</c> test <c>cart</c>.</summary>
    public static string Subject(string path) =>
        Affix.Replace(Path.GetFileName(path).Split('.')[0], "").ToLowerInvariant().Trim('_', '-');

    public static string Stem(string path) => Path.GetFileName(path).Split('.')[0].ToLowerInvariant();

    [GeneratedRegex(@"(^|/)(tests?|specs?|__tests__|[^/]*\.Tests?)/|(^|/)(test_|conftest\.py)|(_test|_spec|\.test|\.spec|Tests?|Spec|IT)\.\w+$|(^|/)Test[A-Z]", RegexOptions.ExplicitCapture)]
    private static partial Regex Name { get; }

    [GeneratedRegex(@"^(test_|Test(?=[A-Z]))|(_test|_spec|Tests?|Spec|IT)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Affix { get; }
}
