using System.Runtime.CompilerServices;
using System.Text.Json;
using Tanuki.Core;
using Tanuki.Sandbox.Processes;
using Tanuki.Sandbox.Unsafe;

namespace Tanuki.Sandbox.Tests;

/// <summary>
/// This test program as another process: with <c>TANUKI_SANDBOX_CHILD</c> set it opens a sandbox of its own, prints what
/// happens, and never gets to the tests.
/// </summary>
internal static class ChildProcess
{
    private const string Variable = "TANUKI_SANDBOX_CHILD";

    /// <param name="role"><c>run</c>: runs the program from the variable's rest and prints the verdict. <c>hang</c>: starts it and waits.</param>
    /// <param name="user">The user to run as; null for the current one.</param>
    public static Supervisor Start(string role, string source, string argument, uint? user = null, string? home = null, string? program = null)
    {
        program ??= Path.Combine(AppContext.BaseDirectory, "Tanuki.Sandbox.Tests");
        return Supervisor.Start(
            new ProcessPlan
            {
                Program = user is null ? program : "/usr/bin/setpriv",
                Arguments = user is null ? [] : ["--reuid", $"{user}", "--regid", $"{user}", "--clear-groups", "--inh-caps=-all", program],
                Environment = new Dictionary<string, string>
                {
                    [Variable] = JsonSerializer.Serialize((string[])[role, source, argument]),
                    ["PATH"] = "/usr/bin:/bin",
                    ["HOME"] = home ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
                    ["DOTNET_ROOT"] = Path.GetDirectoryName(Profiles.Placeholders.Machine("{dotnet}/dotnet"))!,
                },
                Interactive = true,
                Time = TimeSpan.FromMinutes(1),
                OutputBytes = 1 << 20,
                KeptOutputBytes = 1 << 16,
            },
            new SessionTree());
    }

    [ModuleInitializer]
    internal static void RunInstead()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } text)
            return;
        var parts = JsonSerializer.Deserialize<string[]>(text)!;
        RunAsync(parts[0], parts[1], parts[2]).GetAwaiter().GetResult();
        Environment.Exit(0);
    }

    private static async Task RunAsync(string role, string source, string argument)
    {
        await using var sandbox = await SandboxFactory.OpenAsync(SandboxPreference.Bubblewrap, CancellationToken.None);
        var job = Sandboxes.Job("python", source) with { Arguments = [argument] };
        if (role == "run")
        {
            Console.WriteLine(Environment.ProcessId);
            Console.WriteLine(JsonSerializer.Serialize(await sandbox.RunAsync(job, CancellationToken.None), TanukiJson.Compact));
            return;
        }

        await using var process = await sandbox.StartAsync(job, CancellationToken.None);
        using var reader = new StreamReader(process.StandardOutput);
        Console.WriteLine($"{Environment.ProcessId} {await reader.ReadLineAsync(CancellationToken.None)}");
        await process.Completion;
    }
}
