using System.CommandLine;
using Tanuki.Cli.Commands;
using Tanuki.Cli.Parsing;
using Tanuki.Core;

namespace Tanuki.Cli.Tests;

/// <summary>That only what was typed is made must not be seen by anybody.</summary>
public sealed class CommandTreeTests
{
    private static readonly CliHost Host = CliHost.ForProcess();

    public static TheoryData<string> Paths => [.. Leaves(CommandTree.Create(Host, []), "")];

    [Theory]
    [MemberData(nameof(Paths))]
    public void A_command_that_was_typed_is_made_alone_and_is_the_same(string path)
    {
        var names = path.Split(' ');
        string[] args = ["--json", names[0], "-q", .. names[1..]];

        Command alone = CommandTree.Create(Host, args), all = CommandTree.Create(Host, []);

        foreach (var name in names)
        {
            Assert.Equal(name, Assert.Single(alone.Subcommands, command => command.Name == name).Name);
            Assert.True(alone.Subcommands.Count == 1 || alone is { Name: "eval" });
            Assert.Equal(Described(Sub(all, name)), Described(Sub(alone, name)));
            (alone, all) = (Sub(alone, name), Sub(all, name));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("--help")]
    [InlineData("rnu")]
    [InlineData("--frobnicate run")]
    [InlineData("-- run")]
    [InlineData("--json true runs list")]
    [InlineData("run --help")]
    [InlineData("runs")]
    [InlineData("runs shwo")]
    [InlineData("runs --json true list")]
    [InlineData("runs list --all")]
    [InlineData("runs list extra")]
    [InlineData("frobnicate runs")]
    [InlineData("runs runs")]
    [InlineData("eval calibrat")]
    [InlineData("-q synth")]
    public void Errors_are_those_of_the_whole_tree(string args)
    {
        var words = args.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(Complaint(CommandTree.Create(Host, []), words), Complaint(CommandTree.Create(Host, words), words));
    }

    private static string Complaint(RootCommand tree, IReadOnlyList<string> args)
    {
        var parsed = tree.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
        try
        {
            ParseErrors.Throw(parsed, args);
            return $"{ParseErrors.Path(parsed)}: {ParseErrors.Names(parsed.CommandResult.Command)}";
        }
        catch (UsageException exception)
        {
            return $"{exception.Message} {exception.Hint}";
        }
    }

    private static IEnumerable<string> Leaves(Command command, string path) => command.Subcommands.SelectMany(sub =>
        Leaves(sub, $"{path}{sub.Name} ").Prepend($"{path}{sub.Name}"));

    private static Command Sub(Command command, string name) => command.Subcommands.Single(sub => sub.Name == name);

    private static string Described(Command command) => string.Join(
        ' ', [command.Description, .. command.Options.Select(option => option.Name), .. command.Arguments.Select(argument => argument.Name)]);
}
