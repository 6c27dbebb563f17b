using System.Text.Json;
using Tanuki.Core;

namespace Tanuki.Models.Backbones;

/// <summary>Answers from a file in place of a model, for tests that run Tanuki as a process.</summary>
internal static class ScriptFile
{
    /// <summary>Like a model, gives the same text for the same seed: the answer whose number is the seed modulo their count.</summary>
    /// <param name="path">A JSON array of strings, each what follows the prefill.</param>
    /// <exception cref="UsageException">There is no such file, or it holds something else.</exception>
    public static async Task<IBackbone> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var answers = await ReadAsync(path, cancellationToken).ConfigureAwait(false);
        return new ScriptedBackbone((request, sample) => answers[(int)((ulong)request.Seeds[sample] % (ulong)answers.Length)]);
    }

    private static async Task<string[]> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var text = await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false);
            if (JsonSerializer.Deserialize<string[]>(text, TanukiJson.Compact) is { Length: > 0 } answers)
                return answers;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            // Said below, as for an empty array.
        }

        throw new UsageException(
            $"TANUKI_TEST_SCRIPT is \"{Shown.Value(path)}\", which is not a file with a JSON array of answers.",
            "Unset it: it replaces the model in tests of Tanuki itself.");
    }
}
