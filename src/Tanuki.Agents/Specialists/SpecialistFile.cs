using System.Text.RegularExpressions;
using Tanuki.Agents.Receipts;
using Tanuki.Core;

namespace Tanuki.Agents.Specialists;

/// <summary>Reads a specialist's file.</summary>
internal static partial class SpecialistFile
{
    public const int MostBytes = 64 * 1024;

    private static readonly string[] Takable = ["task", "code", "tests", "failures", "plan", "files"];

    /// <summary>Filled in whether or not a specialist says so.</summary>
    private static readonly string[] Given = ["language", "head"];

    /// <param name="name">The file's name without <c>.md</c>.</param>
    /// <param name="origin">Named in what is said about the file.</param>
    /// <exception cref="UsageException">The file is no specialist; the message says where and why.</exception>
    public static Specialist Read(string name, string text, string origin)
    {
        text = text.TrimStart('\uFEFF').ReplaceLineEndings("\n");
        var parts = Parts().Match(text);
        if (!parts.Success)
            throw new UsageException($"{Shown.Value(origin)} has no front matter.", "It begins with a line ---, then keys such as `name: tester`, then a line ---.");

        var front = FrontMatter.Read(parts.Groups["front"].Value, origin);
        var prompt = Prompt(parts.Groups["body"].Value, origin);
        var specialist = new Specialist
        {
            Name = front.Text("name"),
            Description = front.Text("description"),
            Jobs = front.Names<TaskKind>("jobs"),
            Domains = front.List("domains"),
            Status = front.Name("status", SpecialistStatus.Experimental),
            Measure = front.Text("measure", "nothing yet"),
            Adapter = front.OptionalText("adapter"),
            Sampling = new Sampling(
                (int)front.Number("candidates", 1, 1, 64),
                front.Number("temperature", 0, 0, 2),
                front.Number("top-p", 1, 0.01f, 1),
                (int)front.Number("max-tokens", 512, 1, 8192)),
            Tools = front.List("tools"),
            Takes = front.List("takes"),
            Returns = front.Name<SpecialistResult>("returns"),
            Prompt = prompt,
            Origin = origin,
            Sha256 = Hash.Of(text),
        };
        front.RequireNothingElse();
        if (specialist.Name != name || !NameForm().IsMatch(name))
            throw front.Wrong("name", $"is \"{Shown.Value(specialist.Name)}\"", $"It has to be the file's own, \"{Shown.Value(name)}\": small letters, digits and hyphens.");
        RequireHoles(specialist, front);
        return specialist;
    }

    private static void RequireHoles(Specialist specialist, FrontMatter front)
    {
        if (specialist.Takes.FirstOrDefault(taken => !Takable.Contains(taken, StringComparer.Ordinal)) is { } unknown)
            throw front.Wrong("takes", $"names \"{Shown.Value(unknown)}\"", $"There are {string.Join(", ", Takable)}.");
        var holes = specialist.Prompt.Holes;
        if (holes.FirstOrDefault(hole => !specialist.Takes.Contains(hole) && !Given.Contains(hole, StringComparer.Ordinal)) is { } open)
            throw front.Wrong("takes", $"does not name {open}, which the prompt has a hole for", "Add it, or take {{" + open + "}} out of the prompt.");
        if (specialist.Takes.FirstOrDefault(taken => !holes.Contains(taken)) is { } unused)
            throw front.Wrong("takes", $"names {unused}, which the prompt has no hole for", "Add {{" + unused + "}} to the prompt, or take the name out.");
    }

    private static SpecialistPrompt Prompt(string body, string origin)
    {
        var sections = new Dictionary<string, string>(StringComparer.Ordinal);
        var headings = Heading().Matches(body);
        for (var i = 0; i < headings.Count; i++)
        {
            var begin = headings[i].Index + headings[i].Length;
            var end = i + 1 < headings.Count ? headings[i + 1].Index : body.Length;
            if (!sections.TryAdd(headings[i].Groups["name"].Value, body[begin..end].Trim('\n')))
                throw new UsageException($"{Shown.Value(origin)} has the heading \"{headings[i].Value.Trim()}\" twice.", "Once each: # System, # User, # Prefill.");
        }

        if (!sections.TryGetValue("User", out var user) || user.Length == 0)
            throw new UsageException($"{Shown.Value(origin)} has no prompt.", "Under a heading `# User` there is what the model is asked.");
        return new SpecialistPrompt(sections.GetValueOrDefault("System", "").Trim(), user.Trim(), sections.GetValueOrDefault("Prefill", ""));
    }

    [GeneratedRegex(@"\A---\n(?<front>.*?)\n---\n(?<body>.*)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Parts();

    [GeneratedRegex(@"^# (?<name>System|User|Prefill)[ \t]*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,39}\z", RegexOptions.CultureInvariant)]
    private static partial Regex NameForm();
}
