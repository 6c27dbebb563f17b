namespace Tanuki.Sandbox.Tests.Languages;

public class DockerLanguageTests
{
    [Theory]
    [MemberData(nameof(LanguageKind.Everywhere), MemberType = typeof(LanguageKind))]
    public Task Programs_end_as_they_must(string language, string kind) => LanguageKind.CheckAsync(Sandboxes.Docker, language, kind);
}
