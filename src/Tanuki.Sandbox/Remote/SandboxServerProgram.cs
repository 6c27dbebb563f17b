using System.Runtime.InteropServices;
using Tanuki.Core;
using Tanuki.Sandbox.Processes;

namespace Tanuki.Sandbox.Remote;

/// <summary>The server's own executable, which has what a server needs so that no other command has to load it.</summary>
public static class SandboxServerProgram
{
    private const string Name = "Tanuki.Sandbox.Server.dll";

    /// <summary>Turns this process into the server, so that signals, the exit code and the streams are the server's without anybody in between.</summary>
    /// <param name="arguments">What <see cref="SandboxServerArguments.Parse"/> accepted.</param>
    /// <exception cref="TanukiException">It is not built, or cannot be started.</exception>
    public static void Become(IReadOnlyList<string> arguments)
    {
        var host = FindHost();
        var error = Spawner.Become(host, [host, Find(), .. arguments]);
        throw new TanukiException($"The sandbox server could not be started (errno {error}).", "Check the machine's process and memory limits.");
    }

    internal static string Find()
    {
        string[] places =
        [
            Path.Combine(AppContext.BaseDirectory, "..", "..", "Tanuki.Sandbox.Server", "release", Name),
            Path.Combine(AppContext.BaseDirectory, "sandbox-server", Name),
        ];
        return places.Select(Path.GetFullPath).FirstOrDefault(File.Exists) ?? throw new TanukiException(
            $"The sandbox server, {Name}, is not built.", "Start through ./tanuki, which builds what is missing.");
    }

    internal static string FindHost()
    {
        // RUNTIME is ROOT/shared/Microsoft.NETCore.App/VERSION/.
        var host = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        return File.Exists(host) ? host : "dotnet";
    }
}
