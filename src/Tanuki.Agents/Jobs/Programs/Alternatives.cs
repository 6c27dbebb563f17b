using Tanuki.Agents.Checking;
using Tanuki.Agents.Extraction;
using Tanuki.Agents.Specialists;
using Tanuki.Core.Evidence;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Jobs.Programs;

/// <summary>A program that was written anew for the same task and passes what the task shows.</summary>
/// <param name="Behaviour">One canonical text per call that was asked about.</param>
internal sealed record Alternative(string Code, IReadOnlyList<string> Behaviour);

/// <summary>Programs of the coder for the task of a program. They say what another reader of the same words would have written; all may be
/// wrong.</summary>
internal sealed record Alternatives(IReadOnlyList<Alternative> Programs)
{
    /// <summary>So many have to agree.</summary>
    private const int Fewest = 3;

    /// <summary>The share of all that have to agree; as where an answer is chosen.</summary>
    private const double Share = 0.75;

    public static Alternatives None { get; } = new([]);

    /// <summary>What enough of them do alike; null without agreement.</summary>
    /// <param name="call">An index of the calls that they were asked about.</param>
    public string? Agreed(int call)
    {
        var most = Programs.GroupBy(program => program.Behaviour[call], StringComparer.Ordinal).MaxBy(group => group.Count());
        return most is not null && most.Count() >= Fewest && most.Count() >= Share * Programs.Count ? most.Key : null;
    }

    /// <summary>How many of them show the same.</summary>
    public int Sharing(int call, string behaviour) => Programs.Count(program => program.Behaviour[call] == behaviour);

    /// <returns>None where neither task nor documentation says what the program is for.</returns>
    public static async Task<Alternatives> WriteAsync(JobContext context, JobSubject subject, IReadOnlyList<string> calls,
        CancellationToken cancellationToken)
    {
        if (subject.Main is not { } main || Wanted(subject, main) is not { } task)
            return None;
        var head = subject.Task.Length == 0 && subject.Language == LanguageNames.Python ? main.Head : "";
        var answers = await context.AskAsync(
            "coder",
            new Dictionary<string, string> { ["task"] = task, ["head"] = head },
            StopSequences.For(subject.Language, head.Length > 0),
            cancellationToken);
        return await ExecuteAsync(context, subject, main.Name, [.. answers.Select(answer => answer.Text)], head, calls, cancellationToken);
    }

    private static async Task<Alternatives> ExecuteAsync(
        JobContext context, JobSubject subject, string name, string[] texts, string head, IReadOnlyList<string> calls,
            CancellationToken cancellationToken)
    {
        string[] programs = [.. texts
            .Select(text => CodeExtractor.Extract(text, subject.Language, head.Length > 0 ? head : null, name))
            .Where(extracted => extracted is { DefinesEntryPoint: true })
            .Select(extracted => extracted!.Code)];
        var plan = subject.Plan([.. subject.Examples.Where(found => found.Call.Callee == name).Select(found => found.Example)], calls);
        var reports = new Dictionary<string, CheckReport>(StringComparer.Ordinal);
        var distinct = programs.Distinct(StringComparer.Ordinal).ToArray();
        var executed = await Task.WhenAll(distinct.Select(program => context.CheckAsync(program, plan, cancellationToken)));
        for (var i = 0; i < distinct.Length; i++)
            reports[distinct[i]] = executed[i];
        return new Alternatives([.. programs
            .Where(program => reports[program].Checks.All(check => check.Outcome == CheckOutcome.Passed))
            .Select(program => new Alternative(program, reports[program].Behaviour))]);
    }

    private static string? Wanted(JobSubject subject, ProgramFunction main)
    {
        var signature = $"{main.Name}({string.Join(", ", main.Parameters.Select(parameter => parameter.Name))})";
        if (subject.Task.Length > 0)
            return subject.Task.Contains(main.Name + "(", StringComparison.Ordinal) ? subject.Task : $"{subject.Task}\nThe function is {signature}.";
        if (main.Documentation.Length == 0)
            return null;
        return subject.Language == LanguageNames.Python
            ? $"Complete this {subject.Language} program:\n```{subject.Language}\n{main.Head.TrimEnd()}\n```"
            : $"Write the function {signature}.\n{main.Documentation}";
    }
}
