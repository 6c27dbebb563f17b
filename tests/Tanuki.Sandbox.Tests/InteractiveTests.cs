using System.Text;

namespace Tanuki.Sandbox.Tests;

public class InteractiveTests
{
    [Theory]
    [InlineData("bubblewrap")]
    [InlineData("docker")]
    public async Task An_interactive_program_answers_line_by_line(string driver)
    {
        var job = Sandboxes.Job("python", "import sys\nfor line in sys.stdin:\n    print(line.strip()[::-1], flush=True)");
        await using var process = await (await Sandboxes.Named(driver)).StartAsync(job, TestContext.Current.CancellationToken);
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
