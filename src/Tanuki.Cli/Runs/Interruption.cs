namespace Tanuki.Cli.Runs;

/// <summary>Tells a user who stopped a run how to go on with it.</summary>
internal static class Interruption
{
    public static async Task<T> ExplainAsync<T>(CliHost host, string run, bool quiet, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (OperationCanceledException) when (!quiet)
        {
            host.Error.WriteLine($"Cancelled; `tanuki runs resume {run}` goes on.");
            throw;
        }
    }
}
