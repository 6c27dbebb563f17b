using System.Text;
using Tanuki.Sandbox.Profiles;

namespace Tanuki.Sandbox.Tests;

public class LanguageTests
{
    private static readonly Dictionary<string, string> Greetings = new()
    {
        ["python"] = "import sys\nprint('hello', sys.stdin.read())",
        ["javascript"] = "console.log('hello', require('fs').readFileSync(0, 'utf8'))",
        ["bash"] = "echo hello \"$(cat)\"",
        ["cpp"] = "#include <iostream>\nint main() { std::string s; std::cin >> s; std::cout << \"hello \" << s << std::endl; }",
        ["csharp"] = "Console.WriteLine(\"hello \" + Console.In.ReadToEnd());",
        ["java"] = "public class Main { public static void main(String[] a) { System.out.println(\"hello \" + new java.util.Scanner(System.in).next()); } }",
        ["go"] = "package main\nimport \"fmt\"\nfunc main() { var s string; fmt.Scan(&s); fmt.Println(\"hello\", s) }",
        ["rust"] = "use std::io::*;\nfn main() { let mut s = String::new(); stdin().read_to_string(&mut s).unwrap(); println!(\"hello {}\", s); }",
    };

    private static readonly Dictionary<string, string> Hogs = new()
    {
        ["javascript"] = "const held = []; for (;;) held.push(Buffer.alloc(1 << 20, 1));",
        ["cpp"] = "#include <vector>\n#include <cstdlib>\n#include <cstring>\nint main() { for (;;) { auto p = (char*)malloc(1 << 20); memset(p, 1, 1 << 20); } }",
        ["csharp"] = "var held = new List<byte[]>(); while (true) { var block = new byte[1 << 20]; Array.Fill(block, (byte)1); held.Add(block); }",
        ["java"] = "public class Main { public static void main(String[] a) { var held = new java.util.ArrayList<byte[]>(); while (true) { var b = new byte[1 << 20]; java.util.Arrays.fill(b, (byte) 1); held.add(b); } } }",
    };

    private static readonly string[] InImages = ["python", "javascript", "bash", "cpp", "csharp"];

    /// <summary>Docker builds an image for each language: those that programs are checked in, a shell and a compiler of another kind.</summary>
    public static TheoryData<string, string> Everywhere => Pairs(Greetings.Keys, InImages);

    public static TheoryData<string, string> PresentHogs => Pairs(Hogs.Keys, ["javascript", "cpp"]);

    [Theory]
    [MemberData(nameof(Everywhere))]
    public async Task A_program_reads_its_input_and_prints(string driver, string language)
    {
        var verdict = await Sandboxes.Named(driver).RunAsync(language, Greetings[language], "world");

        Assert.Equal((SandboxOutcome.Ok, SandboxPhase.Run, 0, "hello world", ""), (verdict.Outcome, verdict.Phase, verdict.ExitCode, verdict.Stdout.Trim(), verdict.Stderr));
        Assert.True(verdict.PeakMemoryBytes > 0);
        Assert.True(verdict.CpuMs > 0);
    }

    [Theory]
    [MemberData(nameof(PresentHogs))]
    public async Task Running_out_of_memory_is_told_in_every_runtime(string driver, string language)
    {
        // At its limit a runtime collects garbage and the kernel reclaims pages for long: on a loaded machine 30 s were too few.
        var job = Sandboxes.Job(language, Hogs[language]) with { Limits = new SandboxLimits { MemoryMebibytes = 192, Time = TimeSpan.FromSeconds(180) } };

        Assert.Equal(SandboxOutcome.OutOfMemory, (await Sandboxes.Named(driver).RunAsync(job)).Outcome);
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
    [InlineData("bubblewrap", "cpp", "int main() { return undeclared; }", "undeclared")]
    [InlineData("bubblewrap", "csharp", "Console.WriteLine(undeclared);", "undeclared")]
    [InlineData("docker", "cpp", "int main() { return undeclared; }", "undeclared")]
    public async Task A_compile_error_is_told_from_a_failing_program(string driver, string language, string source, string message)
    {
        var verdict = await Sandboxes.Named(driver).RunAsync(language, source);

        Assert.Equal((SandboxOutcome.Failed, SandboxPhase.Compile), (verdict.Outcome, verdict.Phase));
        Assert.Contains(message, verdict.Stdout + verdict.Stderr, StringComparison.Ordinal);
    }

    private static TheoryData<string, string> Pairs(IEnumerable<string> languages, string[] inDocker)
    {
        var pairs = new TheoryData<string, string>();
        foreach (var language in languages.Where(IsPresent))
        {
            pairs.Add("bubblewrap", language);
            if (inDocker.Contains(language))
                pairs.Add("docker", language);
        }

        return pairs;
    }

    private static bool IsPresent(string language) => ToolchainProbe.Locate(ProfileCatalogue.Find(language)!) is not null;

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
