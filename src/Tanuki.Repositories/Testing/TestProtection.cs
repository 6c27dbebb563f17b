using Tanuki.Repositories.Mapping;

namespace Tanuki.Repositories.Testing;

/// <summary>What decides whether tests pass without being the code under test: tests, their configuration, and build files.</summary>
public static class TestProtection
{
    private static readonly string[] Folders = ["test", "tests", "__tests__", "spec", "specs"];

    /// <summary>Also where they do not exist yet: a new one would be read, too.</summary>
    private static readonly string[] Settings =
    [
        "**/conftest.py", "**/pytest.ini", "**/tox.ini", "**/setup.cfg", "**/pyproject.toml", "**/noxfile.py", "**/.coveragerc",
        "**/sitecustomize.py", "**/usercustomize.py", "unittest", "unittest.py", "pytest", "pytest.py",
        "**/package.json", "**/package-lock.json", "**/yarn.lock", "**/pnpm-lock.yaml", "**/.npmrc", "**/node_modules/**", "**/.mocharc*",
        "**/jest.config.*", "**/vitest.config.*", "**/vite.config.*", "**/babel.config.*", "**/.babelrc*", "**/tsconfig*.json", "**/karma.conf.*",
        "**/go.mod", "**/go.sum", "**/go.work", "**/Cargo.toml", "**/Cargo.lock", "**/.cargo/**", "**/rust-toolchain*",
        "**/*.csproj", "**/*.fsproj", "**/*.sln", "**/*.slnx", "**/Directory.*.props", "**/Directory.*.targets", "**/global.json", "**/*.runsettings",
        "**/pom.xml", "**/build.gradle*", "**/settings.gradle*", "**/gradle.properties", "**/gradlew*", "**/mvnw*", "**/.mvn/**",
        "**/Makefile", "**/makefile", "**/GNUmakefile", "**/CMakeLists.txt", "**/*.cmake", "**/meson.build",
        "**/composer.json", "**/composer.lock", "**/phpunit.xml*", "**/Gemfile*", "**/Rakefile", "**/.rspec", "**/mix.exs", "**/Package.swift",
    ];

    /// <summary>By its name.</summary>
    public static bool IsTest(string path) => TestFiles.IsTest(path);

    /// <summary>Patterns as a sandbox session takes them.</summary>
    /// <param name="paths">The repository's files.</param>
    public static IReadOnlyList<string> Of(IEnumerable<string> paths)
    {
        var tests = paths.Where(TestFiles.IsTest).ToList();
        var folders = tests.Select(Folder).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return
        [
            .. folders.Order(StringComparer.Ordinal).Select(folder => $"{Literal(folder)}/**"),
            .. tests.Where(test => Folder(test) is null).Order(StringComparer.Ordinal).Select(Literal),
            .. Settings,
        ];
    }

    /// <summary>The outermost folder that holds tests and nothing else; null for a test beside the code.</summary>
    private static string? Folder(string path)
    {
        var parts = path.Split('/');
        var at = Array.FindIndex(parts[..^1], part => Folders.Contains(part, StringComparer.Ordinal) || part.EndsWith(".Tests", StringComparison.Ordinal));
        return at < 0 ? null : string.Join('/', parts[..(at + 1)]);
    }

    /// <summary>A name may hold what stands for anything in a pattern; one character is the least that such a pattern means too much.</summary>
    private static string Literal(string path) => path.Replace('*', '?');
}
