using Tanuki.Evaluation.Repositories.Testing;

namespace Tanuki.Evaluation.Repositories.Cases;

/// <summary>A repository with a bug: <c>case.json</c>, beside the folder <c>repo</c>.</summary>
public sealed record RepositoryCase
{
    public required string Id { get; init; }

    public required string Repository { get; init; }

    /// <summary>A canonical name; its toolchain is all that the tests need.</summary>
    public required string Language { get; init; }

    /// <summary>Program and arguments, run in the repository's folder.</summary>
    public required IReadOnlyList<string> TestCommand { get; init; }

    /// <summary>How the command reports: <c>unittest</c>, <c>tap</c> or <c>go</c>.</summary>
    public required string TestOutput { get; init; }

    /// <summary>Tests, test configuration and build files: no answer changes them.</summary>
    public required IReadOnlyList<string> Protected { get; init; }

    /// <summary>What the user says.</summary>
    public required string Statement { get; init; }

    /// <summary>Never shown to a solver.</summary>
    public required InjectedBug Injected { get; init; }

    public required IReadOnlyList<string> FailToPass { get; init; }

    public required IReadOnlyList<string> PassToPass { get; init; }

    /// <summary>How long the tests took when the case was made.</summary>
    public required double Seconds { get; init; }

    internal TestSuite Tests => new(Language, TestCommand, TestOutput);
}

/// <param name="Line">From 1, in the file with the bug.</param>
/// <param name="Operator">What kind of mistake it is.</param>
/// <param name="Original">What stood in the place of <paramref name="Replacement"/>.</param>
public sealed record InjectedBug(string File, string Function, int Line, string Operator, string Original, string Replacement);
