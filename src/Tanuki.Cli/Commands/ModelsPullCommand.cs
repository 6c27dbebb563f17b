using System.CommandLine;
using System.Globalization;
using Tanuki.Cli.Downloads;
using Tanuki.Cli.Parsing;
using Tanuki.Models.Downloads;

namespace Tanuki.Cli.Commands;

/// <summary><c>tanuki models pull SOURCE [--sha256 HEX]</c></summary>
internal static class ModelsPullCommand
{
    public static Command Create(CliHost host)
    {
        var command = new Command("pull", "Fetch a model; one that was interrupted goes on where it stopped.");
        var source = Symbols.Positional("source", "A catalogue name, hf:OWNER/REPO[@REVISION]/FILE.gguf, or the address of a GGUF file.");
        var sha256 = Symbols.Value("--sha256", "HEX", "What the file's SHA-256 must be.");
        command.Add(source);
        command.Add(sha256);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var wanted = Values.Required(parsed, source);
            using var pull = new ModelPull(host.ModelEnvironment());
            var model = await PullView.ShowAsync(
                host, parsed.IsQuiet(), progress => pull.PullAsync(wanted, parsed.GetValue(sha256), progress, cancellationToken));
            if (parsed.IsJson())
            {
                JsonOutput.Write(host, model);
                return ExitCode.Success;
            }
            host.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{model.Name}  {model.Bytes / 1e6:0.0} MB in {model.Folder}, {(model.Expected ? "as expected" : $"SHA-256 {model.Sha256}")}"));
            if (!model.Expected && !parsed.IsQuiet())
                await host.Error.WriteLineAsync("Nobody said beforehand what its SHA-256 is; compare it with what its publisher states.");
            return ExitCode.Success;
        });
        return command;
    }
}
