using Tanuki.Agents.Checking;
using Tanuki.Agents.Orchestration;
using Tanuki.Agents.Selection;
using Tanuki.Core.Runs;
using Tanuki.Core.Tasks;
using Tanuki.Models.Backbones;
using Tanuki.Sandbox;

namespace Tanuki.Agents.Tests.Orchestration;

/// <summary>An agent with a scripted model and checker over a real run log in a folder of its own.</summary>
internal sealed class AgentFixture : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tanuki-agent-");

    public AgentFixture() => Log = new SqliteRunLog(folder.FullName, TimeProvider.System);

    public SqliteRunLog Log { get; }

    public static CodingTask Task { get; } = new() { Text = "Write a Python function double(n). double(2) == 4, double(5) == 10" };

    public static CalibrationTable SureOfAgreement { get; } = new()
    {
        Id = "test",
        ModelSha256 = "unknown",
        FittedOn = "nothing",
        Classes =
        [
            new CalibrationClass(0, Information.Little, [new CalibrationPoint(0, 0.3, 10)]),
            new CalibrationClass(1, Information.Little, [new CalibrationPoint(0, 0.5, 10), new CalibrationPoint(0.3, 0.95, 10)]),
            new CalibrationClass(1, Information.Much, [new CalibrationPoint(0, 0.5, 10), new CalibrationPoint(0.3, 0.95, 10)]),
        ],
    };

    public static AgentParts Parts(IBackbone backbone, ICandidateChecker checker, string driver = "scripted") => new()
    {
        Backbone = _ => System.Threading.Tasks.Task.FromResult(backbone),
        Sandbox = new DescribedSandbox(driver),
        Checker = checker,
        Calibration = SureOfAgreement,
        CheckSlots = new SemaphoreSlim(1),
    };

    public static string Answer(string body) => $"def double(n):\n    {body}\n```\n";

    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>Nothing is executed in these tests: only the description is asked for.</summary>
    private sealed class DescribedSandbox(string driver) : ISandbox
    {
        public SandboxDescription Description { get; } = new(driver, []);

        public Task<string?> PrepareAsync(string language, CancellationToken cancellationToken) => System.Threading.Tasks.Task.FromResult<string?>("prepared");

        public Task<SandboxVerdict> RunAsync(SandboxJob job, CancellationToken cancellationToken) => throw new InvalidOperationException();

        public Task<ISandboxProcess> StartAsync(SandboxJob job, CancellationToken cancellationToken) => throw new InvalidOperationException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
