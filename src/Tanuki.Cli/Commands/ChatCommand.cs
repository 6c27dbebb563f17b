using System.CommandLine;
using Tanuki.Agents.Chat;
using Tanuki.Cli.Chat;
using Tanuki.Cli.Parsing;
using Tanuki.Cli.Runs;
using Tanuki.Core;

namespace Tanuki.Cli.Commands;

/// <summary><c>tanuki chat</c>: one task after another in a terminal; what was asked for earlier still holds.</summary>
internal static class ChatCommand
{
    public static Command Create(CliHost host)
    {
        var command = new Command("chat", "Talk about a program or a repository: one request after another, each answered by a run.");
        var resume = Symbols.Value("--resume", "ID", "Go on with a conversation.");
        var fork = Symbols.Value("--fork", "ID", "Begin a conversation with what another one has so far.");
        var list = Symbols.Flag("--list", "Show the conversations there are, and do nothing.");
        var language = Symbols.Value("--lang", "L", "The language; by default what is asked for says it.");
        var symbols = new SettingsSymbols();
        var sandbox = new SandboxSymbols();
        foreach (var option in (Option[])[resume, fork, list, language, .. symbols.All, sandbox.Driver, sandbox.None])
            command.Add(option);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var log = new ChatLog(Path.Combine(host.DataDirectory(), "chats"), host.Time);
            if (parsed.GetValue(list))
                return List(host, log, parsed.IsJson());
            var settings = symbols.Of(parsed);
            var spoken = Values.Language(parsed, language);
            var preference = sandbox.Preference(parsed);
            var chat = Open(log, parsed.GetValue(resume), parsed.GetValue(fork));
            await using var house = await RunProgress.ShowAsync(
                host, parsed.IsQuiet(), progress => AgentHouse.OpenAsync(host, settings.Model, preference, progress, cancellationToken));
            using var input = new StreamReader(host.OpenInput());
            await new ChatLoop(host, chat, house, settings, spoken, parsed.IsQuiet()).RunAsync(input, cancellationToken);
            return ExitCode.Success;
        });
        return command;
    }

    private static ChatWriter Open(ChatLog log, string? resume, string? fork) => (resume, fork) switch
    {
        (null, null) => log.Begin(),
        ({ } id, null) => log.Resume(id),
        (null, { } id) => log.Fork(id),
        _ => throw new UsageException("--resume and --fork exclude each other.", "--fork leaves the other conversation as it is."),
    };

    private static int List(CliHost host, ChatLog log, bool json)
    {
        var chats = log.List();
        if (json)
            JsonOutput.Write(host, chats);
        foreach (var chat in json ? [] : chats)
            host.Out.WriteLine($"{chat.Id}  {EventText.Count(chat.Answers, "answer"),-11} {Errors.ErrorLines.OneLine(chat.Task)}");
        return ExitCode.Success;
    }
}
