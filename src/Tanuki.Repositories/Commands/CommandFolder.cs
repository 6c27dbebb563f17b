using System.Text;
using System.Text.Json;
using Tanuki.Repositories.Reading;

namespace Tanuki.Repositories.Commands;

/// <summary>One folder of a repository and what its files say.</summary>
internal sealed record CommandFolder(string Root, string Path, IReadOnlySet<string> All, IReadOnlyList<string> Names)
{
    private const int Largest = 256 * 1024;

    public bool Has(string name) => Names.Contains(name);

    /// <summary>Whether this folder or one above holds the file.</summary>
    public bool HasAbove(string name)
    {
        for (var folder = Path; ; folder = PlainFiles.Parent(folder))
        {
            if (All.Contains(folder.Length == 0 ? name : $"{folder}/{name}"))
                return true;
            if (folder.Length == 0)
                return false;
        }
    }

    /// <summary>Whether a file at or below this folder has such a path.</summary>
    public bool AnyBelow(Func<string, bool> matches) =>
        All.Any(path => (Path.Length == 0 || path.StartsWith(Path + '/', StringComparison.Ordinal)) && matches(path));

    public string Read(string name) => Encoding.UTF8.GetString(PlainFiles.Read(System.IO.Path.Combine(Root, Path, name), Largest));

    /// <summary>Null when it is no JSON object.</summary>
    public JsonElement? ReadJson(string name)
    {
        try
        {
            using var document = JsonDocument.Parse(Read(name), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public DetectedCommand Command(CommandKind kind, string text, string source, string reason) =>
        new(kind, text.Split(' '), Path, Path.Length == 0 ? source : $"{Path}/{source}", reason);
}
