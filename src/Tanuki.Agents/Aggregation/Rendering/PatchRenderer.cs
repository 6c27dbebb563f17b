using System.Text;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Aggregation.Rendering;

/// <summary>
/// For <c>git apply</c>: changes as they are, files and tests as new ones. A file that is there already makes git refuse, which
/// is better than to overwrite it.
/// </summary>
public static class PatchRenderer
{
    public static string Render(AggregatedAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var patch = new StringBuilder();
        var entries = answer.Diffs.Select(diff => (diff.Path, Patch: diff.Unified.TrimEnd('\n') + "\n"))
            .Concat(answer.Files.Concat(answer.Tests).Select(file => (file.Path, Patch: New(file))))
            .OrderBy(entry => entry.Path, StringComparer.Ordinal);
        foreach (var (_, text) in entries)
            patch.Append(text);
        return patch.ToString();
    }

    private static string New(SourceFile file)
    {
        var header = $"diff --git a/{file.Path} b/{file.Path}\nnew file mode 100644\n";
        if (file.Content.Length == 0)
            return header;
        var ended = file.Content.EndsWith('\n');
        var lines = (ended ? file.Content[..^1] : file.Content).Split('\n');
        return FormattableString.Invariant($"{header}--- /dev/null\n+++ b/{file.Path}\n@@ -0,0 +1{(lines.Length == 1 ? "" : $",{lines.Length}")} @@\n")
            + string.Concat(lines.Select(line => $"+{line}\n"))
            + (ended ? "" : "\\ No newline at end of file\n");
    }
}
