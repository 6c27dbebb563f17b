using Tanuki.Agents.Chat;
using Tanuki.Agents.Orchestration;
using Tanuki.Cli.Errors;
using Tanuki.Cli.Runs;
using Tanuki.Core;
using Tanuki.Core.Runs;
using Tanuki.Core.Tasks;

namespace Tanuki.Cli.Chat;

/// <summary>Reads a line, does what it says, and reads the next one, until the user leaves. A mistake ends a line, never the conversation.</summary>
internal sealed class ChatLoop(CliHost host, ChatWriter chat, AgentHouse house, RunSettings settings, string? language, bool quiet)
{
    /// <summary>Ends a message of several lines that began with itself.</summary>
    private const string Block = "\"\"\"";

    private readonly ChatCommands _commands = new(host, chat);

    public async Task RunAsync(TextReader input, CancellationToken cancellationToken)
    {
        Say($"Conversation {chat.Id}. /help shows the commands, /quit ends it; `tanuki chat --resume {chat.Id}` goes on with it.");
        while (await ReadAsync(input, cancellationToken) is { } message)
        {
            try
            {
                if (message.Trim() is "/quit" or "/exit")
                    return;
                if (message.StartsWith('/'))
                    _commands.Do(message);
                else if (message.Trim().Length > 0)
                    await AnswerAsync(message, input, cancellationToken);
            }
            catch (TanukiException mistake)
            {
                host.Error.WriteLine(ErrorLines.OneLine($"{mistake.Message}{(mistake.Hint is { } hint ? $" {hint}" : "")}"));
            }
        }
    }

    private async Task AnswerAsync(string message, TextReader input, CancellationToken cancellationToken)
    {
        // Refused words were not said.
        var task = chat.State.Apply(new ChatAsked(message)).ToTask(language);
        chat.Append(new ChatAsked(message));
        var answer = await RunProgress.ShowAsync(host, quiet, async progress =>
        {
            using var run = host.RunLog.Create(new RunStarted(task, settings));
            return await Interruption.ExplainAsync(host, run.Id, quiet, () => new CodingAgent(house.Parts).WorkAsync(run, progress, cancellationToken));
        });
        var receipt = answer.Receipt;
        chat.Append(new ChatAnswered(receipt.Run, receipt.Verdict, receipt.Task.Language, answer.Files, receipt.Why));
        AnswerText.Write(host.Out, answer.Files);
        host.Out.Flush();
        Say(ErrorLines.OneLine(Verdicts.Sentence(receipt)));
        if (receipt is { Repository: not null, Chosen: not null })
            await OfferAsync(receipt.Run, input, cancellationToken);
    }

    /// <summary>Nothing is written into the user's files without a yes.</summary>
    private async Task OfferAsync(string run, TextReader input, CancellationToken cancellationToken)
    {
        host.Error.Write("Take this into your files? [y/N] ");
        var yes = (await input.ReadLineAsync(cancellationToken))?.Trim() is "y" or "Y" or "yes";
        if (yes)
            _commands.Accept(run);
        else
            Say("Not taken; /accept takes it later.");
        chat.Append(new ChatDecided(run, yes));
    }

    private async Task<string?> ReadAsync(TextReader input, CancellationToken cancellationToken)
    {
        if (!quiet)
            host.Error.Write("> ");
        if (await input.ReadLineAsync(cancellationToken) is not { } line)
            return null;
        if (line.Trim() != Block)
            return line;
        var lines = new List<string>();
        while (await input.ReadLineAsync(cancellationToken) is { } next && next.Trim() != Block)
            lines.Add(next);
        return string.Join('\n', lines);
    }

    private void Say(string text)
    {
        if (!quiet)
            host.Error.WriteLine(text);
    }
}
