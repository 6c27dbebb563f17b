using System.Globalization;
using System.Text;

namespace Tanuki.Repositories.Changes.Diffing;

/// <summary>Changes as a patch that <c>git apply</c> takes. Binary files are named, not shown.</summary>
public static class UnifiedDiff
{
    private const int UsualContext = 3;
    private const string NoLineEnd = "\\ No newline at end of file\n";

    /// <param name="context">Unchanged lines shown around each change, 0 or more; <c>git apply</c> wants <c>--unidiff-zero</c> for 0.</param>
    public static byte[] Write(IEnumerable<FileChange> changes, int context = UsualContext)
    {
        ArgumentNullException.ThrowIfNull(changes);
        ArgumentOutOfRangeException.ThrowIfNegative(context);
        var text = new StringBuilder();
        foreach (var change in changes)
            Write(change, context, text);
        return Encoding.Latin1.GetBytes(text.ToString());
    }

    private static void Write(FileChange change, int context, StringBuilder text)
    {
        var (from, to) = (Name("a/", change.Path), Name("b/", change.Path));
        text.Append($"diff --git {from} {to}\n");
        if (change.Before is null)
            text.Append($"new file mode {Mode(change.After!)}\n");
        else if (change.After is null)
            text.Append($"deleted file mode {Mode(change.Before)}\n");
        else if (change.Before.Executable != change.After.Executable)
            text.Append($"old mode {Mode(change.Before)}\nnew mode {Mode(change.After)}\n");

        var (before, after) = (change.Before?.Content ?? default, change.After?.Content ?? default);
        if (before.Span.SequenceEqual(after.Span))
            return;
        if (LineText.IsBinary(before.Span) || LineText.IsBinary(after.Span))
        {
            text.Append($"Binary files {from} and {to} differ\n");
            return;
        }

        text.Append($"--- {(change.Before is null ? "/dev/null" : from)}\n+++ {(change.After is null ? "/dev/null" : to)}\n");
        var lines = LineText.Split(before.Span);
        var shift = 0;
        foreach (var group in Groups(LineEdit.Between(lines, LineText.Split(after.Span)), context))
            shift += WriteHunk(group, lines, context, shift, text);
    }

    /// <summary>Edits whose context would overlap share a hunk.</summary>
    private static IEnumerable<List<LineEdit>> Groups(IReadOnlyList<LineEdit> edits, int context)
    {
        var group = new List<LineEdit>();
        foreach (var edit in edits)
        {
            if (group.Count > 0 && edit.Start - group[^1].End > 2 * context)
            {
                yield return group;
                group = [];
            }

            group.Add(edit);
        }

        if (group.Count > 0)
            yield return group;
    }

    /// <summary>By how much what follows moves.</summary>
    private static int WriteHunk(List<LineEdit> edits, string[] lines, int context, int shift, StringBuilder text)
    {
        var start = Math.Max(0, edits[0].Start - context);
        var end = Math.Min(lines.Length, edits[^1].End + context);
        var growth = edits.Sum(edit => edit.Lines.Count - edit.Count);
        text.Append($"@@ -{Range(start, end - start)} +{Range(start + shift, end - start + growth)} @@\n");
        var position = start;
        foreach (var edit in edits)
        {
            Append(' ', lines[position..edit.Start], text);
            Append('-', lines[edit.Start..edit.End], text);
            Append('+', edit.Lines, text);
            position = edit.End;
        }

        Append(' ', lines[position..end], text);
        return growth;
    }

    private static void Append(char mark, IEnumerable<string> lines, StringBuilder text)
    {
        foreach (var line in lines)
        {
            text.Append(mark).Append(line);
            if (!line.EndsWith('\n'))
                text.Append('\n').Append(NoLineEnd);
        }
    }

    /// <summary>An empty range is named by the line before it.</summary>
    private static string Range(int start, int count) =>
        string.Create(CultureInfo.InvariantCulture, $"{(count == 0 ? start : start + 1)}{(count == 1 ? "" : $",{count}")}");

    private static string Mode(FileVersion version) => version.Executable ? "100755" : "100644";

    /// <summary>Quoted as git quotes names with characters that a patch could not hold.</summary>
    private static string Name(string prefix, string path)
    {
        var bytes = Encoding.UTF8.GetBytes(prefix + path);
        if (bytes.All(b => b is >= 0x20 and < 0x7f and not (byte)'"' and not (byte)'\\'))
            return prefix + path;
        var quoted = new StringBuilder("\"");
        foreach (var b in bytes)
            quoted.Append(b is >= 0x20 and < 0x7f and not (byte)'"' and not (byte)'\\' ? ((char)b).ToString() : "\\" + Convert.ToString(b, 8).PadLeft(3, '0'));
        return quoted.Append('"').ToString();
    }
}
