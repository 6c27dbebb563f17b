using Tanuki.Sandbox.Profiles;

namespace Tanuki.Sandbox.Tests.Languages;

public class BubblewrapLanguageTests
{
    public static TheoryData<string> All => [.. ProfileCatalogue.All.Select(profile => profile.Language)];

    [Theory]
    [MemberData(nameof(LanguageKind.Everywhere), MemberType = typeof(LanguageKind))]
    public Task Programs_end_as_they_must(string language, string kind) => LanguageKind.CheckAsync(Sandboxes.Bubblewrap, language, kind);

    /// <summary>Some runtimes do not live with the limit on address space that then stands in.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public Task Programs_run_without_control_groups(string language) => LanguageKind.CheckAsync(Sandboxes.WithoutCgroups, language, "stdin");

    [Theory]
    [MemberData(nameof(All))]
    public Task Programs_run_and_are_explained_without_a_sandbox(string language) => LanguageKind.CheckAsync(Sandboxes.Unsafe, language, "runtime_error");
}
