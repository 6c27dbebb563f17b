namespace Tanuki.Repositories.Commands;

/// <summary>Languages whose one tool always goes by the same commands.</summary>
internal sealed class SimpleCommands : ICommandSource
{
    public IEnumerable<DetectedCommand> Find(CommandFolder folder)
    {
        if (folder.Has("go.mod"))
        {
            yield return folder.Command(CommandKind.Test, "go test ./...", "go.mod", "There is a Go module.");
            yield return folder.Command(CommandKind.Build, "go build ./...", "go.mod", "There is a Go module.");
            yield return folder.Command(CommandKind.Lint, "go vet ./...", "go.mod", "There is a Go module.");
        }

        // A crate within another one is part of its workspace.
        if (folder.Has("Cargo.toml") && (folder.Path.Length == 0 || !(folder with { Path = Reading.PlainFiles.Parent(folder.Path) }).HasAbove("Cargo.toml")))
        {
            var all = folder.Read("Cargo.toml").Contains("[workspace]", StringComparison.Ordinal) ? " --workspace" : "";
            yield return folder.Command(CommandKind.Test, $"cargo test{all}", "Cargo.toml", "There is a Rust crate or workspace.");
            yield return folder.Command(CommandKind.Build, $"cargo build{all}", "Cargo.toml", "There is a Rust crate or workspace.");
        }

        if (folder.Has("mix.exs"))
            yield return folder.Command(CommandKind.Test, "mix test", "mix.exs", "There is an Elixir project.");
        if (folder.Has("Package.swift"))
            yield return folder.Command(CommandKind.Test, "swift test", "Package.swift", "There is a Swift package.");
    }
}
