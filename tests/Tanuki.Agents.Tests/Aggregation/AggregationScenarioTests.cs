using System.Diagnostics;
using System.Text.Json;
using Tanuki.Agents.Aggregation;
using Tanuki.Agents.Aggregation.Rendering;
using Tanuki.Agents.Tests.Support;
using Tanuki.Core;

namespace Tanuki.Agents.Tests.Aggregation;

/// <summary>Cases as folders: <c>parts.json</c>, and what each renderer makes of it. <c>TANUKI_UPDATE_GOLDEN=1</c> writes the latter anew.</summary>
public sealed class AggregationScenarioTests
{
    private static readonly string Folder = ScenarioFolder.Of("aggregation");

    public static TheoryData<string> Names => [.. Directory.GetDirectories(Folder).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Parts_become_one_answer(string name)
    {
        var answer = Combined(name);

        ScenarioFolder.Golden(Path.Combine(Folder, name, "answer.md"), MarkdownRenderer.Render(answer));
        ScenarioFolder.Golden(Path.Combine(Folder, name, "answer.json"), JsonRenderer.Render(answer));
        ScenarioFolder.Golden(Path.Combine(Folder, name, "answer.patch"), PatchRenderer.Render(answer));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_order_of_the_parts_changes_nothing(string name)
    {
        var parts = Parts(name);

        // Explanations are read in the order in which they are given, and among equals the first is named first.
        Assert.Equal(
            JsonRenderer.Render(ResponseAggregator.Combine(parts)),
            JsonRenderer.Render(ResponseAggregator.Combine([.. parts.OrderByDescending(part => part.GetType().Name, StringComparer.Ordinal)])));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Git_applies_the_patch(string name)
    {
        var folder = Directory.CreateTempSubdirectory("tanuki-patch-");
        try
        {
            var answer = Combined(name);
            var before = Path.Combine(Folder, name, "before");
            foreach (var file in Directory.Exists(before) ? Directory.GetFiles(before) : [])
                File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
            var patch = Path.Combine(folder.FullName, "answer.patch");
            File.WriteAllText(patch, PatchRenderer.Render(answer));

            using var git = Process.Start(new ProcessStartInfo("git", ["apply", "--allow-empty", patch]) { WorkingDirectory = folder.FullName, RedirectStandardError = true, UseShellExecute = false })!;
            var said = git.StandardError.ReadToEnd();
            git.WaitForExit();

            Assert.True(git.ExitCode == 0, said);
            Assert.All(answer.Files.Concat(answer.Tests), file => Assert.Equal(file.Content, File.ReadAllText(Path.Combine(folder.FullName, file.Path))));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static AggregatedAnswer Combined(string name) => ResponseAggregator.Combine(Parts(name));

    private static IReadOnlyList<ResponsePart> Parts(string name) =>
        JsonSerializer.Deserialize<IReadOnlyList<ResponsePart>>(File.ReadAllText(Path.Combine(Folder, name, "parts.json")), TanukiJson.Compact)!;
}
