using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Tanuki.Cli.Tests;

/// <summary>The real program in the hands of a user who is not root: no control groups, no change of user, folders of his own.</summary>
public sealed class OtherUserTests : IDisposable
{
    private const string Nobody = "65534";

    // Not in TMPDIR, which may be closed to others, as the folder of the build may be.
    private readonly string _folder = $"/tmp/tanuki-nobody-{Guid.NewGuid():N}";

    public OtherUserTests()
    {
        foreach (var name in (string[])["bin", "run", "data"])
            Directory.CreateDirectory(Path.Combine(_folder, name));
        Call("cp", "-r", AppContext.BaseDirectory + ".", Path.Combine(_folder, "bin"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("import os\nprint(os.path.exists('/etc/passwd'), len(os.listdir('/work')), sum(range(10)))\n", "ok", "False 1 45\n")]
    [InlineData("import socket\nsocket.create_connection(('1.1.1.1', 53))\n", "failed", "")]
    [InlineData("while True: pass\n", "timed_out", "")]
    public async Task Programs_run_in_a_sandbox_and_nothing_stays(string program, string outcome, string output)
    {
        var file = Path.Combine(_folder, "program.py");
        await File.WriteAllTextAsync(file, program, TestContext.Current.CancellationToken);
        Call("chown", "-R", $"{Nobody}:{Nobody}", _folder);
        Call("chmod", "700", Path.Combine(_folder, "run"), Path.Combine(_folder, "data"));
        var start = new ProcessStartInfo("setpriv", [
            "--reuid", Nobody, "--regid", Nobody, "--clear-groups", "--no-new-privs", "--bounding-set", "-all", "--inh-caps", "-all",
            "dotnet", Path.Combine(_folder, "bin", "tanuki.dll"), "sandbox", "run", file, "--time", "5", "--json",
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = _folder,
        };
        foreach (var (name, value) in new Dictionary<string, string> { ["HOME"] = "data", ["XDG_DATA_HOME"] = "data", ["XDG_RUNTIME_DIR"] = "run", ["TMPDIR"] = "data" })
            start.Environment[name] = Path.Combine(_folder, value);
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        using var process = Process.Start(start)!;
        var text = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == (outcome == "ok" ? 0 : 2), error);
        var verdict = JsonNode.Parse(await text)!;
        Assert.Equal((outcome, output), (verdict["outcome"]!.GetValue<string>(), verdict["stdout"]!.GetValue<string>()));
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(_folder, "run", "tanuki", "sandbox")));
        Assert.DoesNotContain(Directory.GetDirectories("/proc"), Holds);
    }

    /// <summary>A process of the call: the sandboxed program's own view has its folder among the mounts.</summary>
    private bool Holds(string process)
    {
        try
        {
            return char.IsAsciiDigit(Path.GetFileName(process)[0])
                && (File.ReadAllText(Path.Combine(process, "mountinfo")) + File.ReadAllText(Path.Combine(process, "cmdline"))).Contains(_folder[1..], StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void Call(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false })!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
