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
        var folders = files.Where(file => file.LinkTarget is null && file.Path.Count(c => c == '/') <= Deepest)
            .GroupBy(file => PlainFiles.Parent(file.Path), StringComparer.Ordinal)
            .OrderBy(folder => folder.Key.Length == 0 ? 0 : folder.Key.Count(c => c == '/') + 1).ThenBy(folder => folder.Key, StringComparer.Ordinal);
        var all = new HashSet<string>(files.Select(file => file.Path), StringComparer.Ordinal);
        return
        [
            .. folders.SelectMany(folder => Sources.SelectMany(source => source.Find(new CommandFolder(root, folder.Key, all, [.. folder.Select(file => Path.GetFileName(file.Path))]))))
                .DistinctBy(command => (command.Folder, command.Text)).Take(Most),
        ];
    }
}

/// <summary>Knows one kind of project.</summary>
internal interface ICommandSource
{
    IEnumerable<DetectedCommand> Find(CommandFolder folder);
}
