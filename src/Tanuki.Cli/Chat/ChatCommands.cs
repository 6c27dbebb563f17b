using Tanuki.Agents.Chat;
using Tanuki.Agents.Ingress;
using Tanuki.Cli.Errors;
using Tanuki.Cli.Parsing;
using Tanuki.Cli.Runs;
using Tanuki.Core;
using Tanuki.Core.Tasks;

namespace Tanuki.Cli.Chat;

/// <summary>What begins with a slash.</summary>
internal sealed class ChatCommands(CliHost host, ChatWriter chat)
{
    private static readonly (string Name, string Use, string Does)[] All =
    [
        ("/help", "", "shows this"),
        ("/file", "FILE", "has a file considered from here on"),
        ("/repo", "DIR CMD", "works in a repository from here on; CMD is the command that its tests are run with"),
        ("/alone", "", "writes programs that stand alone again"),
        ("/new", "", "forgets what was asked for so far; /history still has it"),
        ("/history", "", "shows what was said"),
        ("/show", "", "shows the last answer again"),
        ("/why", "", "says what the last answer's verdict rests on"),
        ("/accept", "", "takes the last change into your files"),
        ("/undo", "", "takes it out again"),
        ("/quit", "", "ends the conversation"),
    ];

    /// <exception cref="UsageException">There is no such command, or it cannot be done now.</exception>
    public void Do(string line)
    {
        var words = line.Trim().Split(' ', 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        switch (words)
        {
            case ["/help"]:
                foreach (var (name, use, does) in All)
                    host.Error.WriteLine($"{name + (use.Length > 0 ? " " + use : ""),-16} {does}");
                break;
            case ["/file", .. var path] when path.Length > 0:
                var file = TaskIngress.ReadFile(string.Join(' ', path));
                chat.Append(new ChatFileAdded(file));
                host.Error.WriteLine($"{file.Path} is considered from here on.");
                break;
            case ["/repo", var folder, var command]:
                if (!Directory.Exists(folder))
                    throw new UsageException($"There is no folder {Shown.Value(folder)}.", "For example: /repo . python3 -m unittest");
                chat.Append(new ChatPlaceSet(new RepositoryPlace(Path.GetFullPath(folder), command)));
                host.Error.WriteLine($"Works in {Path.GetFullPath(folder)} from here on.");
                break;
            case ["/alone"]:
                chat.Append(new ChatPlaceSet(null));
                break;
            case ["/new"]:
                chat.Append(new ChatTopicEnded());
                break;
            case ["/history"]:
                foreach (var entry in chat.Entries)
                    Tell(entry);
                break;
            case ["/show"]:
                AnswerText.Write(host.Out, Last.Files);
                host.Out.Flush();
                break;
            case ["/why"]:
                host.Error.WriteLine(ErrorLines.OneLine($"{JsonOutput.Name(Last.Verdict)}: {Last.Why} `tanuki runs show {Last.Run}` has all of it."));
                break;
            case ["/accept"]:
                Accept(Last.Run);
                chat.Append(new ChatDecided(Last.Run, Accepted: true));
                break;
            case ["/undo"]:
                host.Error.WriteLine(Changes.Undo(host, Last.Run).Text);
                chat.Append(new ChatDecided(Last.Run, Accepted: false));
                break;
            default:
                var known = All.FirstOrDefault(command => command.Name == words[0]);
                throw known.Name is not null
                    ? new UsageException($"{known.Name} is used as: {known.Name} {known.Use}".TrimEnd() + ".")
                    : new UsageException(
                        $"There is no command {Shown.Value(words[0])}.",
                        Suggestion.For(words[0], [.. All.Select(command => command.Name)]) is { } near ? $"Did you mean {near}?" : "/help shows the commands.");
        }
    }

    public void Accept(string run) => host.Error.WriteLine(Changes.Accept(host, run).Text);

    private ChatAnswered Last => chat.State.Last ?? throw new UsageException("There is no answer yet.", "Say what the program should do.");

    private void Tell(ChatEntry entry)
    {
        var line = entry switch
        {
            ChatAsked asked => $"> {asked.Text}",
            ChatAnswered answered => $"{answered.Run}: {JsonOutput.Name(answered.Verdict)}: {answered.Why}",
            ChatFileAdded added => $"/file {added.File.Path}",
            ChatPlaceSet { Place: { } place } => $"/repo {place.Folder} {place.TestCommand}",
            ChatPlaceSet => "/alone",
            ChatDecided decided => $"the change of {decided.Run} was {(decided.Accepted ? "taken" : "not taken")}",
            ChatTopicEnded => "/new",
            _ => null,
        };
        if (line is not null)
            host.Error.WriteLine(ErrorLines.OneLine(line));
    }
}
