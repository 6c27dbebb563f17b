using Tanuki.Core.Runs;
using Tanuki.Core.Tasks;

namespace Tanuki.Cli.Tests;

/// <summary>
/// Every wrong call ends with its exit code, one sentence and a hint on stderr, nothing on stdout, and an untouched run log.
/// Braces name files of <see cref="WrongCallFiles"/>.
/// </summary>
public sealed class WrongCallTests(WrongCallFiles files) : IClassFixture<WrongCallFiles>
{
    public static TheoryData<string[], int, string> Calls => new()
    {
        { [], 64, "No command was given" },
        { ["--json"], 64, "No command was given" },
        { ["--frobnicate"], 64, "`tanuki` has no option --frobnicate" },
        { ["--versoin"], 64, "Did you mean --version?" },
        { ["frobnicate"], 64, "There is no command `tanuki frobnicate`" },
        { ["run"], 64, "There is no task" },
        { ["run", ""], 64, "The task is empty" },
        { ["run", " \n\t "], 64, "The task is empty" },
        { ["run", "-"], 64, "The task is empty" },
        { ["run", "Add", "two", "numbers"], 64, "Put the whole task in quotes" },
        { ["run", "--frobnicate", "Add two numbers."], 64, "`tanuki run` has no option --frobnicate" },
        { ["run", "Add two numbers.", "--canddiates", "3"], 64, "Did you mean --candidates?" },
        { ["run", "Add two numbers.", "--lang", "klingon"], 64, "There is no language \"klingon\"" },
        { ["run", "Add two numbers.", "--candidates", "0"], 64, "--candidates takes a whole number from 1 to 64, not \"0\"" },
        { ["run", "Add two numbers.", "--candidates", "ten"], 64, "--candidates takes a whole number from 1 to 64, not \"ten\"" },
        { ["run", "Add two numbers.", "--candidates", "65"], 64, "--candidates takes a whole number" },
        { ["run", "Add two numbers.", "--candidates", "-1"], 64, "--candidates takes a whole number" },
        { ["run", "Add two numbers.", "--budget", "0"], 64, "--budget takes a number" },
        { ["run", "Add two numbers.", "--budget", "inf"], 64, "--budget takes a number" },
        { ["run", "Add two numbers.", "--seed", "1e3"], 64, "--seed takes a whole number" },
        { ["run", "Add two numbers.", "--seed"], 64, "The value of the option --seed is missing" },
        { ["run", "Add two numbers.", "--tests", "{missing}.py"], 64, "missing.py" },
        { ["run", "Add two numbers.", "--tests", "{folder}"], 64, "folder" },
        { ["run", "Add two numbers.", "--tests", "{binary}.py"], 64, "binary" },
        { ["run", "Add two numbers.", "--tests", "{huge}.py"], 64, "larger than" },
        { ["run", "Add two numbers.", "--file", "{missing}.py"], 64, "missing.py" },
        { ["run", "Add two numbers.", "--file", "{huge}.py"], 64, "larger than" },
        { ["run", "Add two numbers.", "--model", "gpt-17"], 64, "gpt-17" },
        { ["run", "Add two numbers.", "--model", ""], 64, "name is empty" },
        { ["run", "Add two numbers.", "--model", "{missing}.gguf"], 64, "missing.gguf" },
        { ["run", "Add two numbers.", "--out", "{text}.txt"], 64, "cannot be a folder" },
        { ["run", "Add two numbers.", "--out", ""], 64, "--out" },
        { ["run", "Fix it.", "--repo", "{missing}"], 64, "There is no folder" },
        { ["run", "Fix it.", "--repo", "{folder}"], 64, "no command that says whether a change is right" },
        { ["run", "Fix it.", "--repo", "{folder}", "--test-command", " "], 64, "no command that says whether a change is right" },
        { ["run", "Fix it.", "--repo", "{folder}", "--test-command", "make", "--file", "{text}.txt"], 64, "are for programs that stand alone" },
        { ["run", "Fix it.", "--test-command", "make"], 64, "need --repo" },
        { ["run", "Fix it.", "--plan"], 64, "need --repo" },
        { ["runs", "accept"], 64, "`tanuki runs accept` needs the id of a run" },
        { ["runs", "accept", "nonsense"], 64, "There is no run 'nonsense'" },
        { ["runs", "undo", "{earlier}"], 64, "stands alone" },
        { ["runs", "replay", "{earlier}"], 64, "has no answer yet" },
        { ["review"], 64, "`tanuki review` needs a file" },
        { ["debug", "--task", "Add two numbers."], 64, "`tanuki debug` needs a file" },
        { ["test"], 64, "`tanuki test` needs a file" },
        { ["explain", "{missing}.py"], 64, "missing.py" },
        { ["document", "{binary}.py"], 64, "binary" },
        { ["optimize", "{text}.txt"], 64, "does not say its language" },
        { ["review", "{text}.txt", "--lang", "klingon"], 64, "There is no language \"klingon\"" },
        { ["design", "--task", "Add two numbers.", "--seed", "x"], 64, "--seed takes a whole number" },
        { ["design", "--task", " "], 64, "The task is empty" },
        { ["review", "{text}.txt", "--lang", "python", "--tests", "{text}.txt"], 64, "has no option --tests" },
        { ["test", "--task", "Add two numbers.", "--out", "{text}.txt"], 64, "cannot be a folder" },
        { ["runs", "resume"], 64, "`tanuki runs resume` needs the id of a run" },
        { ["runs", "resume", "nonsense"], 64, "There is no run 'nonsense'" },
        { ["runs", "verify"], 64, "`tanuki runs verify` needs the id of a run" },
        { ["runs", "verify", "nonsense"], 64, "There is no run 'nonsense'" },
        { ["runs", "verify", "{earlier}"], 64, "has no answer yet" },
        { ["runs", "verify", "{earlier}", "--sandbox", "chroot"], 64, "--sandbox does not know \"chroot\"" },
        { ["runs", "verify", "{earlier}", "--sandbox", "docker", "--unsafe-no-sandbox"], 64, "exclude each other" },
        { ["runs", "verify", "{missing}.json"], 64, "missing.json" },
        { ["runs", "verify", "{text}.txt"], 64, "is not a receipt" },
        { ["runs", "verify", "{binary}.py"], 64, "binary" },
        { ["eval"], 64, "`tanuki eval` needs --suite" },
        { ["eval", "--suite", "mbpp"], 64, "`tanuki eval` needs --data" },
        { ["eval", "--suite", "quake", "--data", "{text}.txt"], 64, "--suite does not know \"quake\"" },
        { ["eval", "--suite", "mbpp", "--data", "{missing}.jsonl"], 64, "There is no file" },
        { ["eval", "--suite", "repo", "--data", "{text}.txt"], 64, "There is no folder" },
        { ["eval", "--suite", "quixbugs", "--data", "{missing}"], 64, "There is no folder" },
        { ["eval", "--suite", "mbpp", "--data", "{text}.txt", "--limit", "0"], 64, "--limit takes a whole number" },
        { ["eval", "--suite", "mbpp", "--data", "{text}.txt", "--tasks", "some"], 64, "is not a range" },
        { ["eval", "--suite", "mbpp", "--data", "{text}.txt", "--jobs", "many"], 64, "--jobs takes a whole number" },
        { ["eval", "--replay", "{missing}.json"], 64, "cannot be read" },
        { ["eval", "--replay", "{text}.txt"], 64, "is not an evaluation report" },
        { ["eval", "--compare", "{text}.txt"], 64, "is not an evaluation report" },
        { ["eval", "calibrate"], 64, "needs --out" },
        { ["synth"], 64, "needs the name of a command" },
        { ["synth", "bugs"], 64, "needs --out" },
        { ["synth", "bugs", "--out", "{new}", "--count", "0"], 64, "--count takes a whole number" },
        { ["eval", "calibrate", "--out", "{new}.json"], 64, "no report to calibrate on" },
        { ["modles"], 64, "Did you mean `tanuki models`?" },
        { [""], 64, "There is no command" },
        { ["--json=perhaps", "runs", "list"], 64, "The option --json takes no value" },
        { ["runs"], 64, "`tanuki runs` needs the name of a command" },
        { ["runs", "shwo"], 64, "Did you mean `tanuki runs show`?" },
        { ["runs", "list", "extra"], 64, "does not take the argument \"extra\"" },
        { ["runs", "list", "--all"], 64, "has no option --all" },
        { ["runs", "show"], 64, "`tanuki runs show` needs the id of a run" },
        { ["runs", "show", "20200101-000000"], 64, "There is no run '20200101-000000'" },
        { ["runs", "show", "20200101-000000", "--json"], 64, "There is no run '20200101-000000'" },
        { ["runs", "show", "../../etc/passwd"], 64, "There is no run '../../etc/passwd'" },
        { ["runs", "show", "a", "b"], 64, "does not take the argument \"b\"" },
        { ["models"], 64, "`tanuki models` needs the name of a command" },
        { ["models", "list", "--lnag"], 64, "has no option --lnag" },
        { ["models", "verify", "no-such-model"], 64, "no-such-model" },
        { ["models", "verify", "{missing}.gguf"], 64, "missing.gguf" },
        { ["models", "verify", "{text}.gguf"], 1, "text.gguf" },
        { ["models", "verify", ""], 64, "name is empty" },
        { ["models", "verify", "qwen2.5-coder-7b"], 1, "is missing" },
        { ["run", "Add two numbers.", "--model", "qwen2.5-coder-7b"], 1, "is missing" },
        { ["models", "pull"], 64, "`tanuki models pull` needs a catalogue name" },
        { ["models", "pull", "no-such-model"], 64, "no-such-model" },
        { ["models", "pull", "tanuki-0.5b"], 64, "part of Tanuki" },
        { ["models", "pull", "qwen2.5-coder-7b", "--sha256", "abc"], 64, "is not a SHA-256" },
        { ["models", "pull", "hf:owner/file.gguf"], 64, "does not name a file on the hub" },
        { ["models", "pull", "hf:owner/repo/../../file.gguf"], 64, "does not name a file on the hub" },
        { ["models", "pull", "ftp://127.0.0.1/model.gguf"], 64, "is not an address that can be fetched" },
        { ["models", "pull", "http://192.0.2.1/model.gguf"], 64, "is not protected" },
        { ["models", "pull", "https://127.0.0.1/model.bin"], 64, "does not end with the name of a GGUF file" },
        { ["models", "remove"], 64, "`tanuki models remove` needs the name" },
        { ["models", "remove", "tanuki-0.5b"], 64, "was fetched" },
        { ["models", "remove", "../data"], 64, "was fetched" },
        { ["adapters"], 64, "`tanuki adapters` needs the name of a command" },
        { ["adapters", "list", "extra"], 64, "does not take the argument \"extra\"" },
        { ["adapters", "load"], 64, "`tanuki adapters load` needs an adapter's name" },
        { ["adapters", "load", ""], 64, "There is no adapter \"\"" },
        { ["adapters", "load", "no-such-adapter"], 64, "There is no adapter \"no-such-adapter\"" },
        { ["adapters", "load", "{missing}.gguf"], 64, "missing.gguf" },
        { ["adapters", "load", "{text}.gguf", "--model", "no-such-model"], 64, "no-such-model" },
        { ["adapters", "unload"], 64, "`tanuki adapters unload` needs an adapter's name" },
        { ["adapters", "unload", "{folder}"], 64, "There is no adapter" },
        { ["gpu"], 64, "`tanuki gpu` needs the name of a command" },
        { ["gpu", "frobnicate"], 64, "There is no command `tanuki gpu frobnicate`" },
        { ["gpu", "list", "extra"], 64, "does not take the argument \"extra\"" },
        { ["gpu", "install", "klingon"], 64, "There is no GPU build \"klingon\"" },
        { ["gpu", "install", "metal"], 1, "there is no Metal build for Linux" },
        { ["gpu", "remove"], 64, "`tanuki gpu remove` needs the name of a build" },
        { ["gpu", "remove", "../data"], 64, "There is no GPU build" },
        { ["gpu", "remove", "vulkan"], 64, "is not installed" },
        { ["sandbox"], 64, "`tanuki sandbox` needs the name of a command" },
        { ["sandbox", "run"], 64, "`tanuki sandbox run` needs a program's file" },
        { ["sandbox", "run", "{missing}.py"], 64, "There is no file" },
        { ["sandbox", "run", "{folder}"], 64, "is a folder" },
        { ["sandbox", "run", "{empty}.py"], 64, "is empty" },
        { ["sandbox", "run", "{binary}.py"], 64, "is binary" },
        { ["sandbox", "run", "{huge}.py"], 64, "is larger than 4 MiB" },
        { ["sandbox", "run", "{text}.txt"], 64, "does not say its language" },
        { ["sandbox", "run", "-"], 64, "is empty" },
        { ["sandbox", "run", "{program}.py", "--lang", "klingon"], 64, "There is no language \"klingon\"" },
        { ["sandbox", "run", "{program}.py", "--lang", "pyhton"], 64, "Did you mean python?" },
        { ["sandbox", "run", "{program}.py", "--lang"], 64, "The value of the option --lang is missing" },
        { ["sandbox", "run", "{program}.py", "--time", "soon"], 64, "--time takes a number from 0.05 to 3600, not \"soon\"" },
        { ["sandbox", "run", "{program}.py", "--time", "0"], 64, "--time takes a number" },
        { ["sandbox", "run", "{program}.py", "--time", "NaN"], 64, "--time takes a number" },
        { ["sandbox", "run", "{program}.py", "--time", "-3"], 64, "--time takes a number" },
        { ["sandbox", "run", "{program}.py", "--time", "1", "--time", "2"], 64, "--time was given more than once" },
        { ["sandbox", "run", "{program}.py", "--memory", "1.5"], 64, "--memory takes a whole number from 16" },
        { ["sandbox", "run", "{program}.py", "--memory", "99999999999999999999"], 64, "--memory takes a whole number" },
        { ["sandbox", "run", "{program}.py", "--driver", "chroot"], 64, "--driver does not know \"chroot\"" },
        { ["sandbox", "run", "{program}.py", "{program}.py"], 64, "does not take the argument" },
        { ["sandbox", "run", "--fast", "{program}.py"], 64, "has no option --fast" },
        { ["sandbox", "run", "{program}.py", "--driver", "remote"], 64, "TANUKI_SANDBOX_URL is not set" },
        { ["run", "Add two numbers.", "--sandbox", "remote", "--unsafe-no-sandbox"], 64, "exclude each other" },
        { ["runs", "verify", "{earlier}", "--sandbox", "rmeote"], 64, "--sandbox does not know \"rmeote\"" },
        { ["sandbox", "serve", "now"], 64, "does not take the argument \"now\"" },
        { ["sandbox", "serve", "--port", "80"], 64, "has no option --port" },
        { ["sandbox", "serve", "--listen"], 64, "The value of the option --listen is missing" },
        { ["sandbox", "serve", "--listen", "127.0.0.1"], 64, "--listen takes an address and a port, not \"127.0.0.1\"" },
        { ["sandbox", "serve", "--listen", "sandbox.example:80"], 64, "--listen takes an address and a port" },
        { ["sandbox", "serve", "--listen", "127.0.0.1:65536"], 64, "--listen takes an address and a port" },
        { ["sandbox", "serve", "--listen", "::1:80"], 64, "--listen takes an address and a port" },
        { ["sandbox", "serve", "--listen", "0.0.0.0:7411"], 64, "--insecure where something in front does TLS" },
        { ["sandbox", "serve", "--listen", "*:7411"], 64, "Without TLS the token and all programs would travel readable" },
        { ["sandbox", "serve", "--health", "somewhere"], 64, "--health takes an address and a port" },
        { ["sandbox", "serve", "--driver", "remote"], 64, "runs programs itself" },
        { ["sandbox", "serve", "--driver", "chroot"], 64, "--driver does not know \"chroot\"" },
        { ["sandbox", "serve", "--unsafe-no-sandbox"], 64, "has no option --unsafe-no-sandbox" },
        { ["sandbox", "serve", "--jobs", "0"], 64, "--jobs takes a whole number from 1 to 1024, not \"0\"" },
        { ["sandbox", "serve", "--queue", "-1"], 64, "--queue takes a whole number" },
        { ["sandbox", "serve", "--keep", "soon"], 64, "--keep takes a whole number" },
        { ["sandbox", "serve", "--grace", "1.5"], 64, "--grace takes a whole number" },
        { ["sandbox", "serve", "--token-file", "{folder}"], 64, "--token-file takes the path of a file" },
        { ["sandbox", "serve", "--certificate", "{missing}.pem"], 64, "which is not a file" },
        { ["sandbox", "serve", "--certificate", "{text}.txt"], 64, "--certificate and --key belong together" },
        { ["sandbox", "serve", "--client-ca", "{text}.txt"], 64, "--client-ca needs TLS" },
        { ["doctor", "now"], 64, "does not take the argument \"now\"" },
        { ["doctor", "--fix"], 64, "has no option --fix" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_wrong_call_gets_one_sentence_and_a_hint(string[] args, int exitCode, string part)
    {
        ArgumentNullException.ThrowIfNull(args);
        var result = await files.Session.CallAsync([.. args.Select(files.Expand)]);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Empty(result.Out);
        var lines = result.Error.TrimEnd('\n').Split('\n');
        Assert.True(
            lines is [var error, var hint] && error.StartsWith("error: ", StringComparison.Ordinal) && hint.StartsWith("hint: ", StringComparison.Ordinal),
            $"not one error and one hint:\n{result.Error}");
        Assert.Contains(part, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.Equal(files.Earlier, files.Session.Log.List());
    }

    [Fact]
    public void There_are_at_least_forty_of_them() => Assert.True(Calls.Count >= 40);
}

/// <summary>Files that no command should accept, and one earlier run that every wrong call must leave alone.</summary>
public sealed class WrongCallFiles : IDisposable
{
    public WrongCallFiles()
    {
        Session.File("text.txt", "hello\n");
        Session.File("text.gguf", "hello\n");
        Session.File("program.py", "print('hello')\n");
        Session.File("empty.py");
        File.WriteAllBytes(Path.Combine(Session.Folder, "binary.py"), [0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 3]);
        using (var huge = File.Create(Path.Combine(Session.Folder, "huge.py")))
            huge.SetLength(100 * 1024 * 1024);
        Directory.CreateDirectory(Path.Combine(Session.Folder, "folder"));
        using (Session.Log.Create(new RunStarted(new CodingTask { Text = "An earlier task." }, new RunSettings())))
        {
        }

        Earlier = Session.Log.List();
    }

    internal CliSession Session { get; } = new();

    internal IReadOnlyList<RunSummary> Earlier { get; }

    public string Expand(string arg)
    {
        ArgumentNullException.ThrowIfNull(arg);
        return arg.Replace("{earlier}", Earlier[0].Id, StringComparison.Ordinal).Replace("{", Session.Folder + "/", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);
    }

    public void Dispose() => Session.Dispose();
}
