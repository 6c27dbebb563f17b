using System.Text;

namespace Tanuki.Sandbox.Tests;

public class LanguageTests
{
    [Theory]
    [InlineData("python", "import sys\nprint('hello', sys.stdin.read())")]
    [InlineData("javascript", "console.log('hello', require('fs').readFileSync(0, 'utf8'))")]
    [InlineData("bash", "echo hello \"$(cat)\"")]
    [InlineData("cpp", "#include <iostream>\nint main() { std::string s; std::cin >> s; std::cout << \"hello \" << s << std::endl; }")]
    [InlineData("csharp", "Console.WriteLine(\"hello \" + Console.In.ReadToEnd());")]
    public async Task A_program_reads_its_input_and_prints(string language, string source)
    {
        var verdict = await Sandboxes.Bubblewrap.RunAsync(language, source, "world");

        Assert.Equal((SandboxOutcome.Ok, SandboxPhase.Run, 0, "hello world", ""), (verdict.Outcome, verdict.Phase, verdict.ExitCode, verdict.Stdout.Trim(), verdict.Stderr));
        Assert.True(verdict.PeakMemoryBytes > 0);
        Assert.True(verdict.CpuMs > 0);
    }

    [Theory]
    [InlineData("python", "raise ValueError('broken')")]
    [InlineData("javascript", "throw new Error('broken')")]
    [InlineData("bash", "echo broken >&2; exit 3")]
    public async Task A_program_that_fails_says_so(string language, string source)
    {
        var verdict = await Sandboxes.Bubblewrap.RunAsync(language, source);

        Assert.Equal((SandboxOutcome.Failed, SandboxPhase.Run), (verdict.Outcome, verdict.Phase));
        Assert.NotEqual(0, verdict.ExitCode);
        Assert.Contains("broken", verdict.Stderr, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cpp", "int main() { return undeclared; }", "undeclared")]
    [InlineData("csharp", "Console.WriteLine(undeclared);", "undeclared")]
    public async Task A_compile_error_is_told_from_a_failing_program(string language, string source, string message)
    {
        var verdict = await Sandboxes.Bubblewrap.RunAsync(language, source);

        Assert.Equal((SandboxOutcome.Failed, SandboxPhase.Compile), (verdict.Outcome, verdict.Phase));
        Assert.Contains(message, verdict.Stdout + verdict.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interactive_program_answers_line_by_line()
    {
        var job = Sandboxes.Job("python", "import sys\nfor line in sys.stdin:\n    print(line.strip()[::-1], flush=True)");
        await using var process = await (await Sandboxes.Bubblewrap).StartAsync(job, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(process.StandardOutput, Encoding.UTF8);

        foreach (var word in (string[])["first", "second"])
        {
            await process.StandardInput.WriteAsync(Encoding.UTF8.GetBytes(word + "\n"), TestContext.Current.CancellationToken);
            Assert.Equal(string.Concat(word.Reverse()), await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        }

        await process.StandardInput.DisposeAsync();
        Assert.Null(await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        Assert.Equal(SandboxOutcome.Ok, (await process.Completion).Outcome);
    }
}
