namespace Tanuki.Cli;

internal static class Program
{
    /// <summary>Asking for the version must not pay for loading anything else.</summary>
    public static int Main(string[] args)
    {
        if (args is not ["--version"])
            return ProcessEntry.Run(args);
        Console.Out.WriteLine(Version);
        return 0;
    }

    internal static string Version => typeof(Program).Assembly.GetName().Version!.ToString(3);
}
