namespace Tanuki.Repositories.Commands;

internal sealed class JavaCommands : ICommandSource
{
    public IEnumerable<DetectedCommand> Find(CommandFolder folder)
    {
        // A module's parent builds it, too.
        var above = folder.Path.Length == 0 ? null : folder with { Path = Reading.PlainFiles.Parent(folder.Path) };
        if (folder.Has("pom.xml") && above?.HasAbove("pom.xml") != true)
        {
            var maven = folder.Has("mvnw") ? "./mvnw" : "mvn";
            yield return folder.Command(CommandKind.Test, $"{maven} --batch-mode test", "pom.xml", "There is a Maven project.");
            yield return folder.Command(CommandKind.Build, $"{maven} --batch-mode compile", "pom.xml", "There is a Maven project.");
        }

        foreach (var script in new[] { "build.gradle", "build.gradle.kts" })
        {
            if (!folder.Has(script) || above?.HasAbove("settings.gradle") == true || above?.HasAbove("settings.gradle.kts") == true)
                continue;
            var gradle = folder.Has("gradlew") ? "./gradlew" : "gradle";
            yield return folder.Command(CommandKind.Test, $"{gradle} test", script, "There is a Gradle project.");
            yield return folder.Command(CommandKind.Build, $"{gradle} assemble", script, "There is a Gradle project.");
        }
    }
}
