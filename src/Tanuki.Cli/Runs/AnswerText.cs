using Tanuki.Core.Tasks;

namespace Tanuki.Cli.Runs;

/// <summary>The answer as stdout has it: a program alone, or several under their names.</summary>
internal static class AnswerText
{
    public static void Write(TextWriter output, IReadOnlyList<SourceFile> files)
    {
        foreach (var file in files)
        {
            if (files.Count > 1)
                output.WriteLine($"==> {file.Path} <==");
            output.Write(file.Content);
            if (!file.Content.EndsWith('\n'))
                output.WriteLine();
        }
    }
}
