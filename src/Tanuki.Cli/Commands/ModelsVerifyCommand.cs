using System.CommandLine;
using Tanuki.Cli.Parsing;
using Tanuki.Models.Catalogue;

namespace Tanuki.Cli.Commands;

/// <summary><c>tanuki models verify [MODEL]</c>: reads every byte, whatever an earlier verification said.</summary>
internal static class ModelsVerifyCommand
{
    public static Command Create(CliHost host)
    {
        var command = new Command("verify", "Compare the files of a model, or of every model that is here, with their SHA-256.");
        var name = Symbols.Positional("model", "A catalogue name or the path of a GGUF.");
        command.Add(name);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var catalogue = new ModelCatalogue(host.ModelEnvironment());
            var names = parsed.GetValue(name) is { } one ? [one] : catalogue.List().Where(model => model.Installed || model.Bundled).Select(model => model.Id).ToList();
            var verified = new List<ModelVerification>();
            foreach (var model in names)
                verified.Add(await catalogue.VerifyAsync(model, force: true, progress: null, cancellationToken));

            if (parsed.IsJson())
                JsonOutput.Write(host, verified);
            else
                verified.ForEach(model => host.Out.WriteLine($"{model.Id}  {model.Sha256}  {(model.Files.Count == 1 ? "1 file" : $"{model.Files.Count} files")} as expected"));
            return ExitCode.Success;
        });
        return command;
    }
}
