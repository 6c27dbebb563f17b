namespace Tanuki.Repositories.Commands;

internal sealed class DotNetCommands : ICommandSource
{
    private static readonly string[] Solutions = [".slnx", ".sln"];
    private static readonly string[] Projects = [".csproj", ".fsproj", ".vbproj"];

    public IEnumerable<DetectedCommand> Find(CommandFolder folder)
    {
        var file = folder.Names.FirstOrDefault(name => Solutions.Any(name.EndsWith))
            ?? (IsBelowSolution(folder) ? null : folder.Names.FirstOrDefault(name => Projects.Any(name.EndsWith)));
        if (file is null)
            yield break;
        var what = Solutions.Any(file.EndsWith) ? "solution" : "project";
        yield return new DetectedCommand(CommandKind.Test, ["dotnet", "test", file], folder.Path, Source(folder, file), $"There is a .NET {what}, {file}.");
        yield return new DetectedCommand(CommandKind.Build, ["dotnet", "build", file], folder.Path, Source(folder, file), $"There is a .NET {what}, {file}.");
    }

    private static bool IsBelowSolution(CommandFolder folder) => folder.All.Any(path => Solutions.Any(path.EndsWith)
        && (Reading.PlainFiles.Parent(path) is var above && (above.Length == 0 || folder.Path == above || folder.Path.StartsWith(above + '/', StringComparison.Ordinal))));

    private static string Source(CommandFolder folder, string file) => folder.Path.Length == 0 ? file : $"{folder.Path}/{file}";
}
