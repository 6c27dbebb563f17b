using Tanuki.Repositories.Reading;

namespace Tanuki.Repositories.Commands;

/// <summary>Which commands build and test a repository, from the files that its tools read. Nothing is executed.</summary>
internal static class CommandDetector
{
    private const int Deepest = 3;
    private const int Most = 200;

    private static readonly IReadOnlyList<ICommandSource> Sources =
    [
        new NodeCommands(), new PythonCommands(), new DotNetCommands(), new SimpleCommands(), new JavaCommands(), new MakeCommands(), new PhpCommands(), new RubyCommands(),
    ];

    public static IReadOnlyList<DetectedCommand> Detect(string root, IReadOnlyList<RepositoryFile> files)
    {
        var inFolder = files.Where(file => file.LinkTarget is null && file.Path.Count(c => c == '/') <= Deepest)
            .ToLookup(file => PlainFiles.Parent(file.Path), file => Path.GetFileName(file.Path), StringComparer.Ordinal);
        var folders = inFolder.Select(folder => folder.Key).Append("").Distinct()
            .OrderBy(folder => folder.Length == 0 ? 0 : folder.Count(c => c == '/') + 1).ThenBy(folder => folder, StringComparer.Ordinal);
        var all = new HashSet<string>(files.Select(file => file.Path), StringComparer.Ordinal);
        return
        [
            .. folders.SelectMany(folder => Sources.SelectMany(source => source.Find(new CommandFolder(root, folder, all, [.. inFolder[folder]]))))
                .DistinctBy(command => (command.Folder, command.Text)).Take(Most),
        ];
    }
}

/// <summary>Knows one kind of project.</summary>
internal interface ICommandSource
{
    IEnumerable<DetectedCommand> Find(CommandFolder folder);
}
