namespace Tanuki.Tools.Files;

/// <summary>Folders that hold what tools generate: listing and searching them buries what people wrote.</summary>
internal static class HiddenFolders
{
    public static readonly string[] Names =
        [".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv", ".tox", ".mypy_cache", ".pytest_cache", ".ruff_cache"];

    /// <summary>The beginning of an expression of <c>find</c> that does not go into them.</summary>
    public static IEnumerable<string> Pruned => ["(", "-false", .. Names.SelectMany(name => new[] { "-o", "-name", name }), ")", "-prune", "-o"];
}
