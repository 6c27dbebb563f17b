using System.Diagnostics;
using System.Runtime.CompilerServices;
using Tanuki.Core.Runs;

namespace Tanuki.Core.Tests.Runs;

/// <summary>
/// This test program again as a child that appends <see cref="SampleEvents.All"/>, one event per line on its standard input,
/// and acknowledges each on its standard output; the first acknowledgement carries the run's id.
/// </summary>
internal sealed class KilledWriter : IDisposable
{
    private const string Variable = "TANUKI_TEST_RUN_WRITER";

    private readonly Process _process;

    public KilledWriter(string folder)
    {
        _process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!)
        {
            Environment = { [Variable] = folder },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
    }

    public void Ask(int events)
    {
        _process.StandardInput.Write(new string('\n', events));
        _process.StandardInput.Flush();
    }

    /// <summary>Null when the child ended before it acknowledged.</summary>
    public string? ReadAcknowledgement() => _process.StandardOutput.ReadLine();

    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }

    [ModuleInitializer]
#pragma warning disable CA2255 // The only way into a test program before its generated entry point.
    internal static void ActAsWriter()
#pragma warning restore CA2255
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } folder)
            return;

        IRunWriter? writer = null;
        foreach (var entry in SampleEvents.All)
        {
            if (Console.In.Read() < 0)
                break;
            if (writer is null)
                writer = new SqliteRunLog(folder, TimeProvider.System).Create((RunStarted)entry);
            else
                writer.Append(entry);
            Console.Out.WriteLine(writer.Id);
        }

        Environment.Exit(Console.In.Peek() < 0 ? 0 : 1);
    }
}
