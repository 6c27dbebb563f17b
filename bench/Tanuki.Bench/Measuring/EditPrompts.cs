using System.Globalization;

namespace Tanuki.Bench.Measuring;

/// <summary>Files of 150 lines with a name on five of them, to be written again whole with another name.</summary>
internal static class EditPrompts
{
    private const int Functions = 15;
    private const string Name = "MAX_ITEMS", NewName = "MAX_ENTRIES";

    private static readonly string[] Nouns = ["orders", "readings", "users", "prices", "events", "scores", "words", "nodes", "files", "rows"];
    private static readonly string[] Verbs = ["count", "merge", "filter", "group", "rank", "collect", "split", "scale", "pair", "index"];
    private static readonly string[] Conditions = ["item > limit", "item % 2 == 0", "item != previous", "item < total", "item in seen"];

    /// <returns>The prompt as it goes to the model, and the file that is wanted.</returns>
    public static (string Prompt, string Wanted) Edit(int number)
    {
        var file = File(number);
        var prompt = ChatMarkup.Render(
            [("system", "You are a careful programmer. Answer with one code block and nothing else."),
             ("user", $"Rename {Name} to {NewName} everywhere in this file, change nothing else, and write the whole file:\n```python\n{file}```")],
            "```python\n");
        return (prompt, file.Replace(Name, NewName, StringComparison.Ordinal));
    }

    private static string File(int number)
    {
        // Reproducible files, not secrets.
#pragma warning disable CA5394
        var random = new Random(104729 * (number + 1));
        var users = Enumerable.Range(0, Functions).OrderBy(_ => random.Next()).Take(4).ToHashSet();
        var functions = Enumerable.Range(0, Functions).Select(index =>
        {
            var (noun, start) = (Pick(Nouns), random.Next(100));
            return string.Create(CultureInfo.InvariantCulture, $"""
                def {Pick(Verbs)}_{noun}_{index}({noun}, limit={random.Next(2, 50)}):
                    total = {start}
                    seen = []
                    previous = None
                    for item in {noun}{(users.Contains(index) ? $"[:{Name}]" : "")}:
                        if {Pick(Conditions)}:
                            total += item * {random.Next(2, 9)}
                            seen.append(item)
                        previous = item
                    return total, seen[-limit:]
                """).ReplaceLineEndings("\n");
        });
        return $"{Name} = {random.Next(10, 500).ToString(CultureInfo.InvariantCulture)}\n" + string.Join('\n', functions) + "\n";

        string Pick(string[] from) => from[random.Next(from.Length)];
#pragma warning restore CA5394
    }
}
