using System.Runtime.InteropServices;
using Tanuki.Core;

namespace Tanuki.Engine.Hosting;

internal static class EngineProgram
{
    public const int WrongUsage = 64;
    public const int AnotherEngineRuns = 75;

    public static async Task<int> RunAsync(string[] arguments)
    {
        try
        {
            var parsed = EngineArguments.Parse(arguments);
            using var held = EngineLock.TryTake(parsed.LockPath);
            if (held is null)
                return AnotherEngineRuns;
            using var stop = new CancellationTokenSource();
            using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
            {
                context.Cancel = true;
                stop.Cancel();
            });
            using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
            using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => context.Cancel = true);
            await EngineHost.RunAsync(parsed, TimeProvider.System, stop.Token);
            return 0;
        }
        catch (TanukiException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            if (exception.Hint is not null)
                await Console.Error.WriteLineAsync($"hint: {exception.Hint}");
            return exception is UsageException ? WrongUsage : 1;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"The engine cannot start: {exception.Message}");
            return 1;
        }
    }
}
