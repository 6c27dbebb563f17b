using System.CommandLine;
using System.Globalization;
using Tanuki.Cli.Errors;
using Tanuki.Cli.Parsing;
using Tanuki.Core;
using Tanuki.Core.Tasks;
using Tanuki.Sandbox;
using Tanuki.Sandbox.Profiles;
using Tanuki.Sandbox.Profiles.Errors;

namespace Tanuki.Cli.Commands;

/// <summary><c>tanuki sandbox run FILE|- [--lang L] [--driver D] [--time S] [--memory MIB]</c></summary>
internal static class SandboxRunCommand
{
    private const int MostDiagnostics = 5;

    public static Command Create(CliHost host)
    {
        var command = new Command("run", "Run a program in the sandbox and say what became of it.");
        var file = Symbols.Positional("file", "A program's file, or - for standard input.");
        var language = Symbols.Value("--lang", "L", "The language; by default the file's extension says it.");
        var driver = Symbols.Value("--driver", "D", "bubblewrap, docker or remote; by default whatever works here.");
        var time = Symbols.Value("--time", "S", "Seconds before the program is killed; default 10.");
        var memory = Symbols.Value("--memory", "MIB", "MiB of memory for the program and its children; default 512.");
        driver.Aliases.Add("--sandbox");
        command.Add(file);
        foreach (var option in new[] { language, driver, time, memory })
            command.Add(option);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var defaults = new SandboxLimits();
            var limits = defaults with
            {
                Time = TimeSpan.FromSeconds(Values.Number(parsed, time, 0.05, 3600) ?? defaults.Time.TotalSeconds),
                MemoryMebibytes = (int)(Values.Whole(parsed, memory, 16, 1 << 20) ?? defaults.MemoryMebibytes),
            };
            var preference = SandboxSymbols.Preference(parsed, driver);
            var wanted = Values.Language(parsed, language);
            var source = await SourceInput.ReadAsync(Values.Required(parsed, file), host, cancellationToken);
            var job = Job(source, wanted ?? source.Language ?? throw NoLanguage(source), limits);

            await using var sandbox = await host.OpenSandbox(preference, cancellationToken);
            var verdict = ErrorReader.Explain(job, await sandbox.RunAsync(job, cancellationToken));
            if (parsed.IsJson())
                JsonOutput.Write(host, verdict);
            else
                Print(host, verdict, parsed.IsQuiet());
            return verdict.Outcome switch
            {
                SandboxOutcome.Ok => ExitCode.Success,
                SandboxOutcome.SandboxFailure => ExitCode.Failure,
                _ => ExitCode.Unverified,
            };
        });
        return command;
    }

    private static SandboxJob Job(SourceInput source, string language, SandboxLimits limits) => new()
    {
        Language = language,
        Files = [new SandboxFile(source.Path is { } path ? Path.GetFileName(path) : ProfileCatalogue.Find(language)!.MainFile, source.Content)],
        Limits = limits,
    };

    private static UsageException NoLanguage(SourceInput source) => new(
        source.Path is { } path ? $"The name of {path} does not say its language." : "The language of a program on standard input must be given.",
        $"Add --lang with one of {string.Join(", ", LanguageNames.All)}.");

    private static void Print(CliHost host, SandboxVerdict verdict, bool quiet)
    {
        host.Out.Write(verdict.Stdout);
        host.Error.Write(verdict.Stderr);
        if (quiet)
            return;
        if (verdict.Stderr.Length > 0 && !verdict.Stderr.EndsWith('\n'))
            host.Error.WriteLine();
        var end = verdict switch
        {
            { ExitCode: { } code } => $", exit code {code}",
            { Signal: { } signal } => $", signal {signal}",
            _ => "",
        };
        host.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{JsonOutput.Name(verdict.Outcome)} ({JsonOutput.Name(verdict.Phase)}{end}): {verdict.WallMs:0} ms, {verdict.CpuMs:0} ms of CPU, {verdict.PeakMemoryBytes / (1024 * 1024)} MiB"));
        foreach (var diagnostic in verdict.Diagnostics.Take(MostDiagnostics))
            host.Error.WriteLine(ErrorLines.OneLine(diagnostic.ToString()));
        if (verdict.NotEnforced.Count > 0)
            host.Error.WriteLine($"not enforced: {ErrorLines.OneLine(string.Join("; ", verdict.NotEnforced))}");
    }
}
