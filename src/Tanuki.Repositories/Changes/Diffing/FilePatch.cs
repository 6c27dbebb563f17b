using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Tanuki.Repositories.Changes.Diffing;

/// <summary>What a patch says about one file.</summary>
/// <param name="OldPath">Null when the file is new.</param>
/// <param name="NewPath">Null when it is removed.</param>
internal sealed record FilePatch(string? OldPath, string? NewPath, bool? Executable, IReadOnlyList<PatchHunk> Hunks);

/// <param name="Start">The first line in the old file, from 0.</param>
internal sealed record PatchHunk(int Start, IReadOnlyList<string> Old, IReadOnlyList<string> New);

/// <summary>Reads unified diffs as git, diff and models write them.</summary>
internal static partial class PatchReader
{
    /// <exception cref="FormatException">It is no patch; the message says where.</exception>
    public static IReadOnlyList<FilePatch> Read(byte[] patch)
    {
        var lines = LineText.Split(patch);
        var files = new List<FilePatch>();
        string? from = null, to = null;
        bool? executable = null;
        for (var i = 0; i < lines.Length;)
        {
            var line = lines[i].TrimEnd('\n', '\r');
            if (line.StartsWith("diff --git ", StringComparison.Ordinal))
            {
                Finish();
                (from, to) = GitNames(line[11..]);
            }
            else if (NewMode.Match(line) is { Success: true } mode)
                executable = mode.Groups["mode"].Value == "100755";
            else if (line.StartsWith("Binary files ", StringComparison.Ordinal) || line == "GIT binary patch")
                throw new FormatException($"Line {i + 1}: binary files cannot be patched.");
            if (line.StartsWith("new file mode ", StringComparison.Ordinal))
                from = null;
            else if (line.StartsWith("deleted file mode ", StringComparison.Ordinal))
                to = null;

            if (!line.StartsWith("--- ", StringComparison.Ordinal) || i + 1 >= lines.Length || !lines[i + 1].StartsWith("+++ ", StringComparison.Ordinal))
            {
                if (line.StartsWith("@@", StringComparison.Ordinal))
                    throw new FormatException($"Line {i + 1}: a hunk begins with '@@ -START,COUNT +START,COUNT @@' and follows the names of its file.");
                i++;
                continue;
            }

            (from, to) = (Name(line[4..], "a/"), Name(lines[i + 1][4..].TrimEnd('\n', '\r'), "b/"));
            i += 2;
            var hunks = new List<PatchHunk>();
            while (i < lines.Length && HunkHead.Match(lines[i]) is { Success: true } head)
                hunks.Add(Hunk(lines, ref i, head));
            files.Add(new FilePatch(from, to, executable, hunks));
            (from, to, executable) = (null, null, null);
        }

        Finish();
        return files.Count > 0 ? files : throw new FormatException("There is no file in it: '--- a/PATH' and '+++ b/PATH' begin one.");

        void Finish()
        {
            if (from is not null || to is not null)
                files.Add(new FilePatch(from, to, executable, []));
            (from, to, executable) = (null, null, null);
        }
    }

    /// <summary>Counts in the head are believed only as far as the lines bear them out: models miscount.</summary>
    private static PatchHunk Hunk(string[] lines, ref int i, Match head)
    {
        List<string> old = [], now = [];
        var (start, oldCount, newCount) = (Number(head, "start"), Number(head, "old"), Number(head, "new"));
        var last = ' ';
        for (i++; i < lines.Length; i++)
        {
            var line = lines[i];
            if (line[0] == '\\')
            {
                if (last != '+' && old.Count > 0)
                    old[^1] = old[^1].TrimEnd('\n');
                if (last != '-' && now.Count > 0)
                    now[^1] = now[^1].TrimEnd('\n');
                continue;
            }

            var isNextFile = line.StartsWith("--- ", StringComparison.Ordinal) && i + 1 < lines.Length && lines[i + 1].StartsWith("+++ ", StringComparison.Ordinal);
            var isAfter = old.Count >= oldCount && now.Count >= newCount && (line is "\n" or "-- \n");
            if (line[0] is not (' ' or '+' or '-' or '\n') || isNextFile || isAfter)
                break;
            last = line[0];
            // An empty line of context often loses its blank.
            var text = last == '\n' ? line : line[1..];
            if (last != '+')
                old.Add(text);
            if (last != '-')
                now.Add(text);
        }

        return new PatchHunk(old.Count == 0 ? start : Math.Max(0, start - 1), old, now);
    }

    private static int Number(Match head, string group) =>
        head.Groups[group] is { Success: true, Value: var text } ? int.Parse(text, CultureInfo.InvariantCulture) : 1;

    private static (string? From, string? To) GitNames(string names)
    {
        var quoted = names.StartsWith('"') ? 1 : 0;
        var middle = names.IndexOf(quoted == 1 ? "\" \"b/" : " b/", StringComparison.Ordinal) + quoted;
        return middle < quoted ? (null, null) : (Name(names[..middle], "a/"), Name(names[(middle + 1)..], "b/"));
    }

    private static string? Name(string name, string prefix)
    {
        name = name.Split('\t')[0].TrimEnd();
        if (name.StartsWith('"') && name.EndsWith('"') && name.Length > 1)
            name = Escape.Replace(name[1..^1], match => match.Value[1] is >= '0' and <= '7' ? ((char)Convert.ToInt32(match.Value[1..], 8)).ToString() : match.Value[1..]);
        if (name == "/dev/null")
            return null;
        name = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(name));
        return name.StartsWith(prefix, StringComparison.Ordinal) ? name[2..] : name;
    }

    [GeneratedRegex(@"^@@ -(?<start>\d{1,9})(,(?<old>\d{1,9}))? \+\d+(,(?<new>\d{1,9}))? @@", RegexOptions.ExplicitCapture)]
    private static partial Regex HunkHead { get; }

    [GeneratedRegex(@"^new (file )?mode (?<mode>\d+)$", RegexOptions.ExplicitCapture)]
    private static partial Regex NewMode { get; }

    [GeneratedRegex(@"\\([0-7]{3}|.)", RegexOptions.ExplicitCapture)]
    private static partial Regex Escape { get; }
}
