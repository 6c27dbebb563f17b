using System.CommandLine;
using Tanuki.Cli.Commands;
using Tanuki.Cli.Errors;
using Tanuki.Cli.Parsing;
using Tanuki.Core;

namespace Tanuki.Cli;

/// <summary>From arguments to an exit code; every failure becomes one sentence and a hint on stderr.</summary>
internal static class Application
{
    public static async Task<int> RunAsync(IReadOnlyList<string> args, CliHost host, CancellationToken cancellationToken)
    {
        try
        {
            var parsed = CommandTree.Create(host, args).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
            ParseErrors.Throw(parsed, args);
            return await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = host.Out,
                    Error = host.Error,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = null,
                },
                cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCode.Cancelled;
        }
        catch (UsageException e)
        {
            ErrorLines.Write(host.Error, e.Message, e.Hint);
            return ExitCode.Usage;
        }
        catch (TanukiException e)
        {
            ErrorLines.Write(host.Error, e.Message, e.Hint);
            return ExitCode.Failure;
        }
        catch (Exception e)
        {
            ErrorLines.Write(host.Error, $"An unexpected {e.GetType().Name} ended this command.", CrashFile.Write(e, args, host));
            return ExitCode.Failure;
        }
    }
}
