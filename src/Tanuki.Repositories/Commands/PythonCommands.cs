using System.Text.RegularExpressions;
using Tomlyn;
using Tomlyn.Model;

namespace Tanuki.Repositories.Commands;

internal sealed partial class PythonCommands : ICommandSource
{
    public IEnumerable<DetectedCommand> Find(CommandFolder folder)
    {
        var (source, reason) = Pytest(folder);
        if (source is not null)
            yield return folder.Command(CommandKind.Test, "python3 -m pytest", source, reason);
        else if (Project(folder) is { } project && folder.AnyBelow(IsTest))
        {
            yield return Framework(folder) == "pytest"
                ? folder.Command(CommandKind.Test, "python3 -m pytest", project, "Tests use pytest.")
                : folder.Command(CommandKind.Test, "python3 -m unittest discover", project, "There are test files and none of them mentions pytest.");
        }

        if (folder.Has("tox.ini"))
            yield return folder.Command(CommandKind.Test, "tox", "tox.ini", "There is a tox.ini.");
        if (folder.Has("manage.py"))
            yield return folder.Command(CommandKind.Test, "python3 manage.py test", "manage.py", "A Django project.");
        if (folder.Has("requirements.txt"))
            yield return folder.Command(CommandKind.Install, "python3 -m pip install -r requirements.txt", "requirements.txt", "requirements.txt names dependencies.");
        if (folder.Has("pyproject.toml") && Toml(folder.Read("pyproject.toml")) is { } toml)
        {
            if (toml.ContainsKey("build-system"))
                yield return folder.Command(CommandKind.Install, "python3 -m pip install -e .", "pyproject.toml", "pyproject.toml has a build system.");
            if (Tool(toml, "ruff") is not null)
                yield return folder.Command(CommandKind.Lint, "ruff check .", "pyproject.toml", "pyproject.toml configures ruff.");
        }
    }

    private static (string? Source, string Reason) Pytest(CommandFolder folder)
    {
        if (folder.Has("pytest.ini"))
            return ("pytest.ini", "There is a pytest.ini.");
        if (folder.Has("pyproject.toml") && Toml(folder.Read("pyproject.toml")) is { } toml && Tool(toml, "pytest") is not null)
            return ("pyproject.toml", "pyproject.toml configures pytest.");
        if (folder.Has("setup.cfg") && folder.Read("setup.cfg").Contains("[tool:pytest]", StringComparison.Ordinal))
            return ("setup.cfg", "setup.cfg configures pytest.");
        return folder.Has("conftest.py") && folder.Path.Length == 0 ? ("conftest.py", "There is a conftest.py.") : (null, "");
    }

    /// <summary>The file that makes the folder the top of a project; without any, the repository's root counts.</summary>
    private static string? Project(CommandFolder folder) =>
        new[] { "pyproject.toml", "setup.py", "setup.cfg", "requirements.txt" }.FirstOrDefault(folder.Has)
        ?? (folder.Path.Length == 0 ? folder.All.Order(StringComparer.Ordinal).FirstOrDefault(IsTest) : null);

    private static string Framework(CommandFolder folder) => folder.All.Where(IsTest).Take(20)
        .Any(path => MentionsPytest.IsMatch((folder with { Path = "" }).Read(path))) ? "pytest" : "unittest";

    private static bool IsTest(string path) => TestName.IsMatch(path);

    private static TomlTable? Toml(string text)
    {
        try
        {
            return TomlSerializer.Deserialize<TomlTable>(text);
        }
        catch (TomlException)
        {
            return null;
        }
    }

    private static object? Tool(TomlTable toml, string name) =>
        toml.TryGetValue("tool", out var tools) && tools is TomlTable table && table.TryGetValue(name, out var found) ? found : null;

    [GeneratedRegex(@"(^|/)(test_[^/]*|[^/]*_test)\.py$", RegexOptions.ExplicitCapture)]
    private static partial Regex TestName { get; }

    /// <summary>A test that is no method is pytest's, too.</summary>
    [GeneratedRegex(@"^\s*(import|from)\s+pytest|^(async\s+)?def test", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex MentionsPytest { get; }
}
