using CsCheck;
using Tanuki.Sandbox.Sessions;

namespace Tanuki.Sandbox.Tests.Sessions;

public class WorkspacePathTests
{
    private static readonly Gen<string> Name = Gen.Int[0, 2].Select(i => "abc"[i].ToString());

    private static readonly Gen<string> Target = Gen.Int[0, 5].Select(i => i < 3 ? ".." : "abc"[i - 3].ToString()).Array[1, 5].Select(parts => string.Join('/', parts));

    /// <summary>What a kernel does with a path, in a tree of folders and links that all stay inside.</summary>
    [Fact]
    public void No_chain_of_links_that_stay_inside_leads_out() => Gen.Select(Name.Array[1, 3], Gen.Bool, Target).Array[1, 20].Sample(entries =>
    {
        var links = new SortedDictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (names, isLink, target) in entries)
        {
            var path = string.Join('/', names);
            if (Enumerable.Range(1, names.Length - 1).Select(depth => string.Join('/', names.Take(depth))).All(parent => links.TryGetValue(parent, out var link) && link is null)
                && !links.ContainsKey(path) && (!isLink || WorkspacePath.StaysInside(path, target)))
                links.Add(path, isLink ? target : null);
        }

        Assert.All(links.Keys, path => Assert.True(Follow(links, path), string.Join("; ", links)));
    }, iter: 20_000);

    private static bool Follow(SortedDictionary<string, string?> links, string path)
    {
        var waiting = new Stack<string>(path.Split('/').Reverse());
        var walked = new List<string>();
        for (var steps = 0; steps < 200 && waiting.TryPop(out var part); steps++)
        {
            if (part == "..")
            {
                if (walked.Count == 0)
                    return false;
                walked.RemoveAt(walked.Count - 1);
                continue;
            }

            walked.Add(part);
            if (links.GetValueOrDefault(string.Join('/', walked)) is { } target)
            {
                walked.RemoveAt(walked.Count - 1);
                foreach (var next in target.Split('/').Reverse())
                    waiting.Push(next);
            }
        }

        return true;
    }
}
