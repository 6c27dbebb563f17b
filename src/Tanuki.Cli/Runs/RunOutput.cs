using Tanuki.Core.Evidence;
using Tanuki.Core.Receipts;
using Tanuki.Core.Runs;
using Tanuki.Core.Tasks;

namespace Tanuki.Cli.Runs;

/// <summary>What <c>run</c> and <c>runs resume</c> print.</summary>
internal sealed record RunOutput(string Run, Verdict Verdict, IReadOnlyList<SourceFile> Answer, Receipt Receipt)
{
    /// <returns>The exit code that the verdict asks for.</returns>
    public static int Write(CliHost host, Answer answer, bool json, bool quiet)
    {
        var receipt = answer.Receipt;
        if (json)
            JsonOutput.Write(host, new RunOutput(receipt.Run, receipt.Verdict, answer.Files, receipt));
        else
            AnswerText.Write(host.Out, answer.Files);
        if (!quiet)
        {
            host.Error.WriteLine(Errors.ErrorLines.OneLine(Verdicts.Sentence(receipt)));
            if (receipt.Verdict == Verdict.Unverified && Verdicts.Parting(receipt) is { } parting)
                host.Error.WriteLine(Errors.ErrorLines.OneLine($"{parting.Text}; {parting.Detail}. Say in the task which is right."));
            if (receipt is { Repository: { } repository, Chosen: not null })
                host.Error.WriteLine($"{(repository.Branch is { } branch ? $"It is on the branch {branch}; " : "")}`tanuki runs accept {receipt.Run}` takes it into your files.");
        }

        return Verdicts.ExitCode(receipt.Verdict);
    }
}
