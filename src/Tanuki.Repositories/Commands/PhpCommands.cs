using System.Text.Json;

namespace Tanuki.Repositories.Commands;

internal sealed class PhpCommands : ICommandSource
{
    public IEnumerable<DetectedCommand> Find(CommandFolder folder)
    {
        if (folder.Has("composer.json") && folder.ReadJson("composer.json") is { } manifest)
        {
            if (manifest.TryGetProperty("scripts", out var scripts) && scripts.ValueKind == JsonValueKind.Object && scripts.TryGetProperty("test", out _))
                yield return folder.Command(CommandKind.Test, "composer test", "composer.json", "composer.json has a script 'test'.");
            yield return folder.Command(CommandKind.Install, "composer install", "composer.json", "There is a composer.json.");
        }

        if (new[] { "phpunit.xml", "phpunit.xml.dist" }.FirstOrDefault(folder.Has) is { } file)
            yield return folder.Command(CommandKind.Test, "vendor/bin/phpunit", file, $"There is a {file}.");
    }
}
