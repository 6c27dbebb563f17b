using System.CommandLine;
using Tanuki.Core;
using Tanuki.Core.Tasks;

namespace Tanuki.Cli.Parsing;

/// <summary>The options of work in a repository.</summary>
internal sealed class RepositorySymbols
{
    public Option<string> Folder { get; } = Symbols.Value("--repo", "DIR", "Work in this repository instead of writing a program that stands alone.");

    public Option<string> TestCommand { get; } = Symbols.Value("--test-command", "CMD", "With --repo: the command that succeeds when the work is done, e.g. \"python3 -m unittest\".");

    public Option<bool> Plan { get; } = Symbols.Flag("--plan", "With --repo: show the steps, and do nothing.");

    public Option<bool> Approve { get; } = Symbols.Flag("--approve", "With --repo: show the steps, and ask before anything is done.");

    /// <returns>Null without <c>--repo</c>.</returns>
    /// <exception cref="UsageException">Options that do not go together, or no such folder.</exception>
    public RepositoryPlace? Place(ParseResult parsed, CodingTask task)
    {
        if (parsed.GetValue(Folder) is not { } folder)
        {
            return parsed.GetValue(TestCommand) is not null || parsed.GetValue(Plan) || parsed.GetValue(Approve)
                ? throw new UsageException("--test-command, --plan and --approve need --repo.", "Name the repository's folder, too: --repo DIR.")
                : null;
        }

        if (!Directory.Exists(folder))
            throw new UsageException($"There is no folder {Shown.Value(folder)}.", "Name the folder of the repository with --repo.");
        if (task.Tests is not null || task.Files.Count > 0)
            throw new UsageException("--tests and --file are for programs that stand alone.", "With --repo, say with --test-command how the tests are run; its files are read anyway.");
        var command = parsed.GetValue(TestCommand);
        return string.IsNullOrWhiteSpace(command)
            ? throw new UsageException("There is no command that says whether a change is right.", "For example: --test-command \"python3 -m unittest\"")
            : new RepositoryPlace(Path.GetFullPath(folder), command);
    }
}
