using Tanuki.Sandbox.Profiles;
using Tanuki.Sandbox.Profiles.Errors;

namespace Tanuki.Sandbox.Tests.Languages;

public class ErrorReaderTests
{
    [Theory]
    [InlineData("python", "Traceback (most recent call last):\n  File \"/work/main.py\", line 3, in <module>\n    json.loads('{')\n  File \"/usr/lib/python3.11/json/decoder.py\", line 337, in decode\n    obj, end = 1\n               ^\njson.decoder.JSONDecodeError: Expecting value: line 1\n", "main.py:3: json.decoder.JSONDecodeError: Expecting value: line 1")]
    [InlineData("python", "noise\n  indented noise\nTraceback (most recent call last):\n  File \"/work/util.py\", line 2, in f\nKeyError\n", "util.py:2: KeyError")]
    [InlineData("javascript", "debug\n<anonymous_script>:1\n{\n\nSyntaxError: Expected property name\n    at JSON.parse (<anonymous>)\n    at Object.<anonymous> (/work/main.js:1:6)\n", "main.js:1:6: SyntaxError: Expected property name")]
    [InlineData("javascript", "node:fs:573\n  return binding.open(\n                 ^\n\nError: ENOENT: no such file\nor folder\n    at Object.openSync (node:fs:573:18)\n    at /work/main.js:4:15\n  errno: -2\n", "main.js:4:15: Error: ENOENT: no such file")]
    [InlineData("javascript", "\n/work/main.js:1\nthrow 'text'\n^\ntext\n(Use `node --trace-uncaught ...`)\n", "main.js:1: text")]
    [InlineData("java", "Exception in thread \"main\" java.lang.IndexOutOfBoundsException: Index: 3\n\tat java.base/java.util.List12.get(ImmutableCollections.java:585)\n\tat Main.f(Main.java:2)\n\tat Main.main(Main.java:5)\n", "Main.java:2: java.lang.IndexOutOfBoundsException: Index: 3")]
    [InlineData("csharp", "Unhandled exception. System.Exception: broken\nand more\n   at System.Linq.First()\n   at Program.<Main>$(String[] args) in /work/Program.cs:line 7\n", "Program.cs:7: System.Exception: broken")]
    [InlineData("csharp", "Unhandled exception. System.Exception: broken\n", "System.Exception: broken")]
    [InlineData("go", "panic: runtime error: invalid memory address\n[signal SIGSEGV]\n\ngoroutine 1 [running]:\nfmt.F(...)\n\t/usr/share/go/fmt.go:4\nmain.main()\n\t/work/main.go:8 +0x27\n", "main.go:8: panic: runtime error: invalid memory address")]
    [InlineData("rust", "thread 'main' panicked at 'assertion failed: `(left == right)`\n  left: `1`,\n right: `2`', /work/main.rs:2:5\nnote: x\n", "main.rs:2:5: assertion failed: `(left == right)`")]
    [InlineData("rust", "\nthread 'main' (42) panicked at /work/main.rs:2:5:\nbroken\nnote: x\n", "main.rs:2:5: broken")]
    [InlineData("cpp", "terminate called after throwing an instance of 'std::runtime_error'\n  what():  broken\n", "broken")]
    [InlineData("cpp", "terminate called without an active exception\n", "terminate called without an active exception")]
    [InlineData("ruby", "/usr/lib/ruby/json.rb:216:in `parse': 859: unexpected (JSON::ParserError)\n\tfrom /usr/lib/ruby/json.rb:216:in `parse'\n\tfrom /work/main.rb:2:in `<main>'\n", "main.rb:2: 859: unexpected (JSON::ParserError)")]
    [InlineData("ruby", "/work/main.rb:1:in `require_relative': /work/util.rb:2: syntax error, unexpected '='\nx = = 1\n    ^\n", "util.rb:2: syntax error, unexpected '='")]
    [InlineData("php", "\nWarning: Undefined variable $x in /work/main.php on line 2\n\nFatal error: Uncaught Exception: broken\nand more in /work/main.php:3\nStack trace:\n#0 {main}\n  thrown in /work/main.php on line 3\n", "main.php:3: Exception: broken")]
    [InlineData("bash", "/work/main.sh: line 2: syntax error near unexpected token `fi'\n/work/main.sh: line 2: `fi'\n", "main.sh:2: syntax error near unexpected token `fi'")]
    [InlineData("sql", "Error: near line 4: no such table: t\n", "main.sql:4: no such table: t")]
    public void Errors_of_runtimes_are_read(string language, string stderr, string expected) =>
        Assert.Equal([expected], Read(language, SandboxPhase.Run, stderr).Select(diagnostic => diagnostic.ToString()));

    [Theory]
    [InlineData("c", "/work/main.c: In function 'main':\n/work/main.c:1:25: warning: implicit\n/work/main.c:1:29: error: 'x' undeclared\n/work/main.c:1:29: note: once\n", "main.c:1:29: 'x' undeclared")]
    [InlineData("cpp", "/usr/bin/ld: /tmp/ccX.o: in function `main':\nmain.cpp:(.text+0x5): undefined reference to `f()'\ncollect2: error: ld returned 1 exit status\n", "undefined reference to `f()'")]
    [InlineData("go", "# command-line-arguments\n./main.go:3:8: imported and not used: \"fmt\"\n", "main.go:3:8: imported and not used: \"fmt\"")]
    [InlineData("rust", "warning: unused\n --> /work/main.rs:1:1\n\nerror[E0425]: cannot find `x`\n --> /work/main.rs:3:5\n  |\n\nerror: aborting\n", "main.rs:3:5: E0425: cannot find `x`")]
    [InlineData("typescript", "main.ts(3,7): error TS2322: Type 'string' is not assignable.\n  More about it.\n", "main.ts:3:7: TS2322: Type 'string' is not assignable.")]
    [InlineData("csharp", "/work/Program.cs(2,19): error CS0103: The name 'x' does not exist\r\n", "Program.cs:2:19: CS0103: The name 'x' does not exist")]
    public void Errors_of_compilers_are_read(string language, string output, string expected) =>
        Assert.Equal([expected], Read(language, SandboxPhase.Compile, output).Select(diagnostic => diagnostic.ToString()));

    [Fact]
    public void What_a_program_prints_as_its_result_is_not_read()
    {
        var verdict = Verdict(SandboxPhase.Run, "") with { Stdout = "/work/main.sh: line 2: not an error\n" };

        Assert.Empty(ErrorReader.Explain(Job("bash"), verdict).Diagnostics);
    }

    [Fact]
    public void A_program_that_ended_well_has_no_errors()
    {
        var verdict = Verdict(SandboxPhase.Run, "/work/main.sh: line 2: x: command not found\n") with { Outcome = SandboxOutcome.Ok };

        Assert.Empty(ErrorReader.Explain(Job("bash"), verdict).Diagnostics);
    }

    [Fact]
    public void Many_errors_are_cut_to_the_first()
    {
        var stderr = string.Concat(Enumerable.Range(1, 1000).Select(line => $"/work/main.sh: line {line}: x: command not found\n"));

        var found = Read("bash", SandboxPhase.Run, stderr);

        Assert.Equal(Enumerable.Range(1, ErrorReader.MostDiagnostics), found.Select(diagnostic => diagnostic.Line ?? 0));
    }

    public static TheoryData<string> Languages => [.. ProfileCatalogue.All.Select(profile => profile.Language)];

    /// <summary>Texts that look like the beginning of an error again and again, as long as a verdict keeps.</summary>
    [Theory]
    [MemberData(nameof(Languages))]
    public void Reading_ends_whatever_a_program_prints(string language)
    {
        foreach (var line in (string[])["Error: x\n", "  File \"/work/main.py\", line 1\n", "panic: x\n", "Fatal error: Uncaught x\n", "/work/main.rb:1:in `x': y\n", "\tfrom /work/main.rb:1\n", "Unhandled exception. x\n", ":1: ", "\n"])
        {
            foreach (var phase in Enum.GetValues<SandboxPhase>())
                Assert.InRange(Read(language, phase, string.Concat(Enumerable.Repeat(line, 65536 / line.Length))).Count, 0, ErrorReader.MostDiagnostics);
        }
    }

    private static IReadOnlyList<Diagnostic> Read(string language, SandboxPhase phase, string stderr) =>
        ErrorReader.Explain(Job(language), Verdict(phase, stderr)).Diagnostics;

    private static SandboxJob Job(string language)
    {
        var job = Sandboxes.Job(language, "");
        return job with { Files = [.. job.Files, new SandboxFile("util" + Path.GetExtension(job.Files[0].Path), default)] };
    }

    private static SandboxVerdict Verdict(SandboxPhase phase, string stderr) =>
        new(SandboxOutcome.Failed, phase, 1, null, "", stderr, 0, 1, 1, 1, []);
}
