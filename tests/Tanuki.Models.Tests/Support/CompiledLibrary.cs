using System.Diagnostics;

namespace Tanuki.Models.Tests.Support;

/// <summary>A shared library of a few lines of C.</summary>
internal static class CompiledLibrary
{
    public static async Task WriteAsync(string path, string source)
    {
        var start = new ProcessStartInfo("g++", ["-x", "c", "-shared", "-fPIC", "-o", path, "-"]) { UseShellExecute = false, RedirectStandardInput = true };
        using var compiler = Process.Start(start)!;
        await compiler.StandardInput.WriteAsync(source);
        compiler.StandardInput.Close();
        await compiler.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, compiler.ExitCode);
    }
}
