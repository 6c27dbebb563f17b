namespace Tanuki.Repositories.Commands;

internal sealed class RubyCommands : ICommandSource
{
    public IEnumerable<DetectedCommand> Find(CommandFolder folder)
    {
        if (folder.Has("Gemfile"))
            yield return folder.Command(CommandKind.Install, "bundle install", "Gemfile", "There is a Gemfile.");
        var prefix = folder.Has("Gemfile") ? "bundle exec " : "";
        if (folder.Has(".rspec") || folder.Path.Length == 0 && folder.All.Any(path => path.StartsWith("spec/", StringComparison.Ordinal) && path.EndsWith("_spec.rb", StringComparison.Ordinal)))
            yield return folder.Command(CommandKind.Test, $"{prefix}rspec", folder.Has(".rspec") ? ".rspec" : "spec", "There are RSpec files.");
        if (folder.Has("Rakefile") && folder.Read("Rakefile").Contains("TestTask", StringComparison.Ordinal))
            yield return folder.Command(CommandKind.Test, $"{prefix}rake test", "Rakefile", "Rakefile defines a test task.");
    }
}
