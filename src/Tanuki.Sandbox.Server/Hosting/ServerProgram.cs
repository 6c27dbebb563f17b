using System.Net.Sockets;
using System.Runtime.InteropServices;
using Tanuki.Core;
using Tanuki.Sandbox.Remote;

namespace Tanuki.Sandbox.Server.Hosting;

internal static class ServerProgram
{
    private const int WrongUsage = 64;

    public static async Task<int> RunAsync(string[] arguments)
    {
        try
        {
            var parsed = SandboxServerArguments.Parse(arguments);
            using var stop = new CancellationTokenSource();
            using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
            using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
            await ServerHost.RunAsync(parsed, Console.Error, TimeProvider.System, stop.Token);
            return 0;

            void Stop(PosixSignalContext context)
            {
                context.Cancel = true;

                // What follows from it must not hold up the signal thread.
                ThreadPool.QueueUserWorkItem(static source => source.Cancel(), stop, preferLocal: false);
            }
        }
        catch (TanukiException exception)
        {
            return Fail(exception.Message, exception.Hint, exception is UsageException ? WrongUsage : 1);
        }
        catch (OperationCanceledException)
        {
            // Told to stop before it had started.
            return 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SocketException)
        {
            return Fail($"The sandbox server cannot start: {exception.Message}", "Choose another address or file.", 1);
        }
    }

    private static int Fail(string message, string? hint, int exitCode)
    {
        Console.Error.WriteLine($"error: {message.ReplaceLineEndings(" ")}");
        if (hint is not null)
            Console.Error.WriteLine($"hint: {hint}");
        return exitCode;
    }
}
