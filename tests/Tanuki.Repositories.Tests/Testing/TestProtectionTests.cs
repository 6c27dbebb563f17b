using Tanuki.Repositories.Testing;

namespace Tanuki.Repositories.Tests.Testing;

public sealed class TestProtectionTests
{
    [Fact]
    public void Tests_are_protected_with_their_folder_or_by_themselves()
    {
        var patterns = TestProtection.Of(["src/a.py", "tests/test_a.py", "tests/data/x.json", "list/list_test.go", "web/__tests__/b.test.js", "src/c.spec.ts"]);

        Assert.Equal(["tests/**", "web/__tests__/**", "list/list_test.go", "src/c.spec.ts"], patterns.TakeWhile(pattern => pattern != "**/conftest.py"));
        Assert.DoesNotContain("src/a.py", patterns);
    }

    [Theory]
    [InlineData("**/conftest.py")]
    [InlineData("**/package.json")]
    [InlineData("**/go.mod")]
    [InlineData("**/Cargo.toml")]
    [InlineData("**/*.csproj")]
    [InlineData("**/pom.xml")]
    [InlineData("**/Makefile")]
    public void Configuration_and_build_files_are_protected_whether_or_not_they_are_there(string pattern) =>
        Assert.Contains(pattern, TestProtection.Of([]));

    [Fact]
    public void A_star_in_a_name_does_not_open_a_pattern() => Assert.Equal("a?b_test.go", TestProtection.Of(["a*b_test.go"])[0]);
}
