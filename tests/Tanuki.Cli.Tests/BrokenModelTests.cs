using Tanuki.Core.Runs;
using Tanuki.Models;
using Tanuki.Models.Backbones;
using Tanuki.Models.Tests.Support;
using Tanuki.Sandbox;

namespace Tanuki.Cli.Tests;

/// <summary>A model that is missing, cut off, altered or never was one ends in a sentence and a hint.</summary>
public sealed class BrokenModelTests : IDisposable
{
    private const string Request = "Write a Python function double(n) that doubles. double(2) == 4";

    private readonly CliSession _session = new();

    public void Dispose()
    {
        foreach (var engine in TanukiCall.ProcessesOf(_session, "Tanuki.Engine.dll"))
            TanukiCall.Kill(engine);
        _session.Dispose();
    }

    public static TheoryData<string, string> Damage => new()
    {
        { "missing", "is missing from" },
        { "truncated", "is truncated: 87175071 bytes instead of 87175072." },
        { "altered", "is damaged: its SHA-256 is not the catalogue's." },
    };

    [Theory]
    [MemberData(nameof(Damage))]
    public async Task A_damaged_shard_is_named(string damage, string sentence)
    {
        _session.Home = Path.Combine(_session.Folder, "home");
        const string first = "tanuki-0.5b-00001-of-00003.gguf";
        var models = Directory.CreateDirectory(Path.Combine(_session.Home, "models")).FullName;
        foreach (var file in Directory.GetFiles(BundledModels()))
            File.CreateSymbolicLink(Path.Combine(models, Path.GetFileName(file)), file);
        var shard = new FileInfo(Path.Combine(models, first));
        var whole = shard.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        shard.Delete();
        if (damage != "missing")
        {
            File.Copy(whole, shard.FullName);
            await using var file = shard.Open(FileMode.Open);
            if (damage == "truncated")
                file.SetLength(file.Length - 1);
            else
                Flip(file, file.Length / 2);
        }

        var result = await TanukiCall.RunAsync(_session, script: null, "run", Request, "--quiet");

        Assert.Null(Fault(result));
        Assert.Contains(first, result.Error, StringComparison.Ordinal);
        Assert.Contains(sentence, result.Error, StringComparison.Ordinal);
        Assert.Contains("\nhint: Restore it with `git checkout -- models`", result.Error, StringComparison.Ordinal);
        Assert.Empty(_session.Log.List());
        Assert.Empty(TanukiCall.ProcessesOf(_session));
    }

    [Fact]
    public async Task A_spoilt_gguf_is_refused_whatever_is_wrong_with_it_and_a_whole_one_is_asked()
    {
        var environment = new ModelEnvironment
        {
            BaseDirectory = AppContext.BaseDirectory,
            WorkingDirectory = _session.Folder,
            DataDirectory = Directory.CreateDirectory(_session.DataFolder).FullName,
            RuntimeDirectory = _session.RuntimeHome,
            EngineKeepAliveSeconds = 60,
        };
        _session.Configure = host => host with
        {
            OpenBackbone = (model, status, cancellationToken) => BackboneFactory.OpenAsync(environment, model, status, cancellationToken),
            OpenSandbox = (_, cancellationToken) => SandboxFactory.OpenAsync(SandboxPreference.UnsafeNone, cancellationToken),
        };
        await File.WriteAllBytesAsync(Path.Combine(_session.Folder, "whole.gguf"), new TinyModel().ToBytes(), TestContext.Current.CancellationToken);
        var asked = await CallAsync("whole.gguf");
        Assert.True(asked.ExitCode == 2, asked.ToString());
        var runs = _session.Log.List();

        var faults = new List<string>();
        for (var i = 0; i < SpoiltModels.All.Count; i++)
        {
            var (name, bytes) = SpoiltModels.All[i];
            await File.WriteAllBytesAsync(Path.Combine(_session.Folder, $"spoilt{i}.gguf"), bytes, TestContext.Current.CancellationToken);
            var result = await CallAsync($"spoilt{i}.gguf");

            if (Fault(result) is { } fault)
                faults.Add($"{name}: {fault}: {result}");
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        // What loads and then cannot be asked, for want of a template say, leaves a run that says so.
        var after = _session.Log.List();
        Assert.Equal(runs, after.TakeLast(1));
        Assert.All(after.SkipLast(1), run => Assert.IsType<RunFailed>(_session.Log.Read(run.Id)[^1]));
        Assert.False(Directory.Exists(Path.Combine(_session.DataFolder, "crashes")));
    }

    private Task<CliResult> CallAsync(string model) =>
        _session.CallAsync("run", Request, "--model", Path.Combine(_session.Folder, model), "--candidates", "1", "--quiet");

    /// <summary>What is wrong with how it was refused; null when nothing is.</summary>
    private static string? Fault(CliResult result) => result.Error.TrimEnd('\n').Split('\n') switch
    {
        _ when result.ExitCode != 1 => "not refused",
        _ when result.Out.Length > 0 => "something on stdout",
        [var error, var hint] when error.StartsWith("error: ", StringComparison.Ordinal) && hint.StartsWith("hint: ", StringComparison.Ordinal) =>
            result.Error.Contains("xception", StringComparison.Ordinal) || result.Error.Contains("   at ", StringComparison.Ordinal) ? "an exception's words" : null,
        _ => "not a sentence and a hint",
    };

    private static void Flip(FileStream file, long at)
    {
        file.Position = at;
        var value = file.ReadByte();
        file.Position = at;
        file.WriteByte((byte)(value ^ 1));
    }

    private static string BundledModels()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "models", "catalogue.json")))
            root = root.Parent ?? throw new InvalidOperationException("models/catalogue.json was not found above the tests.");
        return Path.Combine(root.FullName, "models");
    }
}
