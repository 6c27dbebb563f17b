using System.Text;
using Tanuki.Repositories.Reading;

namespace Tanuki.Repositories.Instructions;

/// <summary>
/// What the AGENTS.md files of a repository ask for. They are taken as wishes of the user about the work, not as permission for anything:
/// whoever could commit to the repository wrote them.
/// </summary>
/// <param name="Files">From the root downwards.</param>
/// <param name="Cut">Files that were shortened or left out for size.</param>
public sealed record AgentInstructions(IReadOnlyList<InstructionFile> Files, IReadOnlyList<string> Cut)
{
    private const string Name = "AGENTS.md";

    public static AgentInstructions None { get; } = new([], []);

    /// <summary>Those that apply to a file, the nearest first; where two disagree, the nearer one wins.</summary>
    public IReadOnlyList<InstructionFile> For(string path) =>
        [.. Files.Where(file => file.Folder.Length == 0 || path.StartsWith(file.Folder + '/', StringComparison.Ordinal)).OrderByDescending(file => file.Folder.Length)];

    internal static AgentInstructions Read(string root, IReadOnlyList<RepositoryFile> files, int most)
    {
        var read = new List<InstructionFile>();
        var cut = new List<string>();
        // The root's first, so that many small ones below cannot push it out.
        foreach (var file in files.Where(file => file.LinkTarget is null && Path.GetFileName(file.Path) == Name)
            .OrderBy(file => file.Path.Count(c => c == '/')).ThenBy(file => file.Path, StringComparer.Ordinal))
        {
            var bytes = PlainFiles.Read(Path.Combine(root, file.Path), most);
            if (bytes.Length < file.Size)
                cut.Add(file.Path);
            most -= bytes.Length;
            if (bytes.Length > 0)
                read.Add(new InstructionFile(file.Path, PlainFiles.Parent(file.Path), Decode(bytes)));
        }

        return new AgentInstructions(read, cut);
    }

    /// <summary>A cut may fall within a character.</summary>
    private static string Decode(byte[] bytes)
    {
        var characters = new char[bytes.Length];
        Encoding.UTF8.GetDecoder().Convert(bytes, characters, flush: false, out _, out var used, out _);
        return new string(characters, 0, used);
    }
}

/// <param name="Folder">What it applies to, with everything below; empty for the whole repository.</param>
public sealed record InstructionFile(string Path, string Folder, string Text);
