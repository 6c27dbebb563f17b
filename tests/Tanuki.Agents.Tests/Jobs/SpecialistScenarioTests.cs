using System.Text.Json;
using System.Text.RegularExpressions;
using Tanuki.Agents.Jobs;
using Tanuki.Agents.Orchestration;
using Tanuki.Agents.Specialists;
using Tanuki.Agents.Tests.Checking;
using Tanuki.Agents.Tests.Support;
using Tanuki.Core;
using Tanuki.Core.Receipts;
using Tanuki.Core.Runs;
using Tanuki.Core.Tasks;
using Tanuki.Models.Backbones;

namespace Tanuki.Agents.Tests.Jobs;

/// <summary>
/// Cases as folders: <c>case.json</c> (what the specialists say, in turns) and the program; <c>result.json</c> is what comes out. The model's
/// words are
/// scripted, the sandbox is real. <c>TANUKI_UPDATE_GOLDEN=1</c> writes results anew.
/// </summary>
public sealed partial class SpecialistScenarioTests(CheckerFixture fixture) : IDisposable
{
    private static readonly string Folder = ScenarioFolder.Of("specialists");

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tanuki-jobs-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => [.. Directory.GetDirectories(Folder)
        .Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    public void Dispose() => _data.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Execution_decides_what_is_said(string name)
    {
        var scenario = JsonSerializer.Deserialize<Scenario>(File.ReadAllText(Path.Combine(Folder, name, "case.json")), TanukiJson.Compact)!;
        await using var model = Model(scenario);
        var log = new SqliteRunLog(_data.FullName, TimeProvider.System);

        var result = await new SpecialistJobs(Parts(model), SpecialistLibrary.Bundled, log.Create).RunAsync(scenario.Job, Request(name, scenario),
            Token);

        var shown = result with { Tokens = new TokenUsage(0, 0, 0), Seconds = 0, SpeedUp = result.SpeedUp is null ? null : 1, Receipt = null,
            Why = Times().Replace(result.Why, "… times") };
        ScenarioFolder.Golden(Path.Combine(Folder, name, "result.json"), Chance().Replace(JsonSerializer.Serialize(shown, TanukiJson.Indented), "gave …, and …") + "\n");
    }

    private AgentParts Parts(IBackbone model) => new()
    {
        Backbone = _ => Task.FromResult(model),
        Sandbox = fixture.Sandbox,
        Checker = fixture.Checker,
        CheckSlots = new SemaphoreSlim(2),
    };

    /// <summary>Who is asked shows in the system's message; each says its answers in turns.</summary>
    private static ScriptedBackbone Model(Scenario scenario)
    {
        var said = SpecialistLibrary.Bundled.All.Where(specialist => scenario.Answers.ContainsKey(specialist.Name))
            .ToDictionary(specialist => specialist.Prompt.System, specialist => scenario.Answers[specialist.Name]);
        return new ScriptedBackbone((request, sample) =>
        {
            var answers = said[request.Messages[0].Content];
            return new ScriptedAnswer(answers[sample % answers.Count]);
        });
    }

    private static JobRequest Request(string name, Scenario scenario) => new()
    {
        File = scenario.File is null ? null : Read(name, scenario.File),
        Tests = scenario.Tests is null ? null : Read(name, scenario.Tests),
        Task = scenario.Task,
        Language = scenario.File is null ? "python" : LanguageNames.TryParse(Path.GetExtension(scenario.File)[1..], out var language) ? language
            : "python",
    };

    private static SourceFile Read(string name, string file) => new(file, File.ReadAllText(Path.Combine(Folder, name, file)));

    [GeneratedRegex(@"\d+\.\d times", RegexOptions.CultureInvariant)]
    private static partial Regex Times();

    [GeneratedRegex(@"gave [\d.]+, and [\d.]+", RegexOptions.CultureInvariant)]
    private static partial Regex Chance();

    private sealed record Scenario(string Job, IReadOnlyDictionary<string, IReadOnlyList<string>> Answers, string? File = null, string? Tests = null,
        string? Task = null);
}
