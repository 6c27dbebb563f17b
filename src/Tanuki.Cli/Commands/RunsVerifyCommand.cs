using System.CommandLine;
using System.Text.Json;
using Tanuki.Agents.Checking;
using Tanuki.Agents.Ingress;
using Tanuki.Agents.Orchestration.Repositories;
using Tanuki.Agents.Receipts;
using Tanuki.Cli.Errors;
using Tanuki.Cli.Parsing;
using Tanuki.Cli.Runs;
using Tanuki.Core;
using Tanuki.Core.Receipts;
using Tanuki.Core.Runs;
using Tanuki.Core.Tasks;
using Tanuki.Sandbox;

namespace Tanuki.Cli.Commands;

/// <summary><c>tanuki runs verify ID|receipt.json [--answer FILE] [--task FILE [--tests FILE]] [--sandbox D]</c>: executes the evidence again.</summary>
internal static class RunsVerifyCommand
{
    public static Command Create(CliHost host)
    {
        var command = new Command("verify", "Execute a run's evidence again and say whether it agrees.");
        var subject = Symbols.Positional("id", "The id of a run, or the path of a receipt.json.");
        var answer = Symbols.Value("--answer", "FILE", "The answer to check; by default the one beside the receipt, else the one in the run log.");
        var task = Symbols.Value("--task", "FILE", "The task's text, to verify a receipt from another machine, whose log is not here.");
        var tests = Symbols.Value("--tests", "FILE", "With --task: your tests that the run was given.");
        var sandboxing = new SandboxSymbols();
        command.Add(subject);
        command.Add(answer);
        command.Add(task);
        command.Add(tests);
        command.Add(sandboxing.Driver);
        command.Add(sandboxing.None);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var preference = sandboxing.Preference(parsed);
            var claim = Claim.Read(
                Values.Required(parsed, subject), parsed.GetValue(answer), Task(parsed.GetValue(task), parsed.GetValue(tests)), host.RunLog);
            await using var sandbox = await host.OpenSandbox(preference, cancellationToken);
            var verification = await VerifyAsync(host, sandbox, claim, cancellationToken);
            if (parsed.IsJson())
                JsonOutput.Write(host, new { run = claim.Receipt.Run, agrees = verification.Agrees, differences = verification.Differences, checks = verification.Checks });
            else
                Print(host, claim, verification);
            return verification.Agrees ? ExitCode.Success : ExitCode.Unverified;
        });
        return command;
    }

    private static Task<ReceiptVerification> VerifyAsync(CliHost host, ISandbox sandbox, Claim claim, CancellationToken cancellationToken)
    {
        if (claim.Receipt.Repository is not null)
        {
            return claim.Task is null
                ? new RepositoryVerifier(sandbox, host.Folders).VerifyAsync(claim.Events, claim.Receipt, claim.Answer, cancellationToken)
                : throw new UsageException("A change to a repository is verified where the repository and the run's log are.", "Leave --task out.");
        }

        var verifier = new ReceiptVerifier(CandidateCheckers.Create(sandbox, host.Time));
        return claim.Task is { } given
            ? verifier.VerifyAsync(given, claim.Receipt, claim.Answer, cancellationToken)
            : verifier.VerifyAsync(claim.Events, claim.Receipt, claim.Answer, cancellationToken);
    }

    private static CodingTask? Task(string? path, string? tests) => (path, tests) switch
    {
        (null, null) => null,
        (null, _) => throw new UsageException("--tests needs --task.", "Name the file with the task's text, too: --task FILE."),
        var (text, file) => TaskIngress.Accept(TaskIngress.ReadFile(text).Content, testsPath: file),
    };

    private static void Print(CliHost host, Claim claim, ReceiptVerification verification)
    {
        foreach (var check in verification.Checks)
            host.Out.WriteLine(ErrorLines.OneLine($"{JsonOutput.Name(check.Outcome),-7} {check.Text}{(check.Detail is null ? "" : $": {check.Detail}")}"));
        host.Out.WriteLine(verification.Agrees
            ? $"The evidence of run {claim.Receipt.Run} agrees: {ErrorLines.OneLine(Verdicts.Sentence(claim.Receipt))}"
            : $"The evidence of run {claim.Receipt.Run} does not agree: {ErrorLines.OneLine(string.Join("; ", verification.Differences))}.");
    }

    /// <summary>What is to be verified: a receipt, the answer that goes with it, and the log of its run, or its task in place of that.</summary>
    private sealed record Claim(Receipt Receipt, IReadOnlyList<SourceFile> Answer, IReadOnlyList<RunEvent> Events, CodingTask? Task = null)
    {
        public static Claim Read(string subject, string? answerPath, CodingTask? task, IRunLog log)
        {
            if (!subject.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && !File.Exists(subject))
                return FromLog(subject, answerPath, log);
            var receipt = Parse(subject);
            var answer = Answered(answerPath, receipt) ?? [.. receipt.Answer
                .Select(file => (Name: file.Path, Path: Path.Combine(Path.GetDirectoryName(Path.GetFullPath(subject))!, file.Path)))
                .Where(file => IsPlainName(file.Name) && File.Exists(file.Path))
                .Select(file => TaskIngress.ReadFile(file.Path) with { Path = file.Name })];
            return new Claim(receipt, answer, task is null ? Logged(log, receipt.Run) : [], task);
        }

        private static IReadOnlyList<RunEvent> Logged(IRunLog log, string run) => log.List().Any(known => known.Id == run)
            ? log.Read(run)
            : throw new UsageException(
                $"The run log of this machine has no run '{run}'.", "For a receipt from elsewhere give its task, too: --task FILE [--tests FILE].");

        private static Claim FromLog(string id, string? answerPath, IRunLog log)
        {
            var events = log.Read(id);
            return events is [.., RunFinished { Answer: var answer }]
                ? new Claim(answer.Receipt, Answered(answerPath, answer.Receipt) ?? answer.Files, events)
                : throw new UsageException($"Run {id} has no answer yet.", $"`tanuki runs resume {id}` goes on with it.");
        }

        private static IReadOnlyList<SourceFile>? Answered(string? path, Receipt receipt)
        {
            if (path is null)
                return null;
            var file = TaskIngress.ReadFile(path);
            return [receipt.Answer is [var only] ? file with { Path = only.Path } : file];
        }

        private static Receipt Parse(string path)
        {
            var text = TaskIngress.ReadFile(path).Content;
            try
            {
                return JsonSerializer.Deserialize<Receipt>(text, TanukiJson.Compact) is { Schema: Receipt.CurrentSchema } receipt
                    ? receipt
                    : throw new UsageException($"{path} is a receipt of another version.", $"This Tanuki reads version {Receipt.CurrentSchema}.");
            }
            catch (JsonException e)
            {
                throw new UsageException($"{path} is not a receipt ({e.Message.Split('.')[0]}).", "Name the receipt.json that `tanuki run --out DIR` wrote, or a run's id.");
            }
        }

        private static bool IsPlainName(string name) => !Path.IsPathRooted(name) && !name.Split('/').Contains("..");
    }
}
