using Tanuki.Repositories.Commands;
using Tanuki.Repositories.Reading;
using Tanuki.Repositories.Tests.Support;

namespace Tanuki.Repositories.Tests.Commands;

public class CommandDetectorTests
{
    [Theory]
    [InlineData("package.json", """{"scripts": {"test": "jest", "build": "tsc"}, "devDependencies": {}}""", "Test npm test|Build npm run build|Install npm install")]
    [InlineData("package.json", """{"scripts": {"test": "echo \"Error: no test specified\" && exit 1"}}""", "")]
    [InlineData("package.json", """{"packageManager": "pnpm@9.0.0", "scripts": {"test": "vitest"}}""", "Test pnpm test")]
    [InlineData("package.json", "no json", "")]
    [InlineData("pyproject.toml", "[build-system]\nrequires = []\n[tool.pytest.ini_options]\n", "Test python3 -m pytest|Install python3 -m pip install -e .")]
    [InlineData("pyproject.toml", "not = = toml", "")]
    [InlineData("tests/test_a.py", "import unittest\n", "Test python3 -m unittest discover")]
    [InlineData("tests/test_a.py", "def test_a():\n    pass\n", "Test python3 -m pytest")]
    [InlineData("Shop.slnx", "<Solution/>", "Test dotnet test Shop.slnx|Build dotnet build Shop.slnx")]
    [InlineData("src/Shop.csproj", "<Project/>", "Test dotnet test Shop.csproj|Build dotnet build Shop.csproj")]
    [InlineData("go.mod", "module a\n", "Test go test ./...|Build go build ./...|Lint go vet ./...")]
    [InlineData("Cargo.toml", "[workspace]\n", "Test cargo test --workspace|Build cargo build --workspace")]
    [InlineData("pom.xml", "<project/>", "Test mvn --batch-mode test|Build mvn --batch-mode compile")]
    [InlineData("build.gradle.kts", "", "Test gradle test|Build gradle assemble")]
    [InlineData("Makefile", "CC := gcc\nall: a\n\ntest: all\n\t./a\n", "Test make test|Build make all")]
    [InlineData("CMakeLists.txt", "enable_testing()\n", "Build cmake -S . -B build|Build cmake --build build|Test ctest --test-dir build --output-on-failure")]
    [InlineData("composer.json", """{"scripts": {"test": "phpunit"}}""", "Test composer test|Install composer install")]
    [InlineData("spec/a_spec.rb", "", "Test rspec")]
    public async Task Files_suggest_commands(string path, string text, string commands)
    {
        using var repository = TestRepository.Plain();
        repository.Write(path, text);

        var found = (await RepositoryReader.ReadAsync(repository.Root, new RepositoryLimits(), TestContext.Current.CancellationToken)).Commands;

        Assert.Equal(commands, string.Join('|', found.Select(command => $"{command.Kind} {command.Text}")));
        Assert.All(found, command => Assert.EndsWith(".", command.Reason));
    }

    [Fact]
    public async Task A_projects_own_folder_is_where_its_command_runs()
    {
        using var repository = TestRepository.Plain();
        repository.Write("web/package.json", """{"scripts": {"test": "jest"}}""");
        repository.Write("web/yarn.lock", "");

        var command = Assert.Single((await RepositoryReader.ReadAsync(repository.Root, new RepositoryLimits(), TestContext.Current.CancellationToken)).Commands);

        Assert.Equal(new { Folder = "web", Source = "web/package.json", Text = "yarn test" }, new { command.Folder, command.Source, command.Text });
    }

    [Fact]
    public void What_a_shell_would_take_apart_is_quoted() =>
        Assert.Equal("dotnet test 'My $App.sln'", new DetectedCommand(CommandKind.Test, ["dotnet", "test", "My $App.sln"], "", "My $App.sln", "x.").Text);
}
