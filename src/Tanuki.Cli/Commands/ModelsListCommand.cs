using System.CommandLine;
using System.Globalization;
using Tanuki.Cli.Parsing;
using Tanuki.Models.Catalogue;

namespace Tanuki.Cli.Commands;

/// <summary><c>tanuki models list</c></summary>
internal static class ModelsListCommand
{
    public static Command Create(CliHost host)
    {
        var command = new Command("list", "List the models that this machine knows by name.");
        command.SetAction(parsed =>
        {
            var models = new ModelCatalogue(host.ModelEnvironment()).List();
            if (parsed.IsJson())
            {
                JsonOutput.Write(host, models);
                return ExitCode.Success;
            }

            foreach (var model in models)
            {
                host.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{model.Id,-18} {Megabytes(model.Bytes),6} MB  {(model.Bundled ? "bundled" : model.Installed ? "installed" : "not here"),-9}  {model.Description}{Note(model)}"));
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static string Note(ModelListing model) => model switch
    {
        { Recommended: true } => " Recommended here: the largest that takes no more than half of the memory to spare; it answers better, and more slowly, than smaller ones.",
        { Fits: false } => string.Create(CultureInfo.InvariantCulture, $" Needs {model.MemoryBytes / 1e9:0.#} GB of memory, more than there is here."),
        _ => "",
    };

    private static long Megabytes(long bytes) => bytes / 1_000_000;
}
