using Tanuki.Core.Tasks;

namespace Tanuki.Evaluation.Repositories.Cases;

/// <summary>What could change how tests run although no test is touched.</summary>
internal static class ProtectedByLanguage
{
    public static IReadOnlyList<string> With(string language, IReadOnlyList<string> own) => [.. own.Union(Of(language), StringComparer.Ordinal)];

    private static string[] Of(string language) => language switch
    {
        LanguageNames.Python =>
            ["unittest", "unittest.py", "pytest.ini", "tox.ini", "setup.cfg", "pyproject.toml", "**/conftest.py", "**/sitecustomize.py", "**/usercustomize.py"],
        LanguageNames.JavaScript => ["package.json", "package-lock.json", ".npmrc", "node_modules/**"],
        LanguageNames.Go => ["**/*_test.go", "go.mod", "go.sum", "go.work", "vendor/**"],
        _ => [],
    };
}
