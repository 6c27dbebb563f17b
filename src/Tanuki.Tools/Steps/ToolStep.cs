using System.Globalization;
using System.Text.Json.Nodes;
using Tanuki.Core.Secrets;
using Tanuki.Core.Texts;
using Tanuki.Sandbox.Profiles.Errors;
using Tanuki.Sandbox.Sessions;
using Tanuki.Tools.Arguments;
using Tanuki.Tools.Policy;
using Tanuki.Tools.Registry;
using Tanuki.Tools.Results;

namespace Tanuki.Tools.Steps;

/// <summary>
/// One step's calls: each is validated, counted, held against the policy, run within its time, and its result cut and labelled.
/// For one caller, one call at a time.
/// </summary>
public sealed class ToolStep
{
    /// <summary>A tool ends its own work in time; this long it may take to say so.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>Beginnings say more than ends, of most outputs.</summary>
    private const double HeadShare = 2.0 / 3;

    /// <summary>Of what may be shown, so much is searched for secrets: a program may print megabytes that are made to be searched slowly.</summary>
    private const int Searched = 4;

    private readonly ToolRegistry _tools;
    private readonly ToolPolicy _policy;
    private readonly ToolContext _context;
    private readonly ToolBudget _budget;
    private readonly TimeProvider _time;
    private readonly Func<string, int> _tokens;
    private readonly RepeatedCalls _repeated = new();
    private int _calls;
    private int _spentTokens;
    private TimeSpan _spentTime;

    /// <param name="tools">All that this step may call.</param>
    /// <param name="policy">The run's: what one step read counts in the next.</param>
    /// <param name="tokens">Counts a text's tokens; by default one for four characters.</param>
    public ToolStep(ToolRegistry tools, ToolPolicy policy, ToolContext context, ToolBudget budget, TimeProvider time, Func<string, int>? tokens = null)
    {
        ToolBudget.Validate(budget);
        (_tools, _policy, _context, _budget, _time) = (tools, policy, context, budget, time);
        _tokens = tokens ?? (text => (text.Length + 3) / 4);
    }

    /// <summary>What results are searched for.</summary>
    public SecretScanner Secrets { get; init; } = SecretScanner.ForProcess;

    /// <summary>Runs what was asked for, or says why not. Throws for bugs and cancellation alone.</summary>
    public async Task<ToolReply> CallAsync(ToolRequest request, CancellationToken cancellationToken)
    {
        var number = ++_calls;
        var started = _time.GetTimestamp();
        var result = Spent() is { } spent ? new ToolResult(ToolOutcome.BudgetSpent, spent)
            : _tools.Find(request.Name) is { } tool ? await CallAsync(tool, request.Arguments, number, cancellationToken)
            : ToolResult.Invalid(Unknown(request.Name));
        return Reply(number, _tools.Find(request.Name)?.Manifest, result, _time.GetElapsedTime(started));
    }

    /// <summary>Somebody else changed the workspace: calls made before may be made again.</summary>
    public void WorkspaceChanged() => _repeated.Forget();

    private async Task<ToolResult> CallAsync(ITool tool, JsonObject written, int number, CancellationToken cancellationToken)
    {
        var (name, limits) = (tool.Manifest.Name, tool.Manifest.Limits);
        var (arguments, problems) = ArgumentReader.Read(tool.Manifest.Parameters, written);
        if (problems.Count > 0)
            return ToolResult.Invalid($"{name} was not run. {string.Join(' ', problems)}");
        if (_repeated.Find(name, arguments, number) is { } earlier)
        {
            return new ToolResult(
                ToolOutcome.Repeated, $"{name} was not run: this is call {earlier} again, and nothing has changed since. Use its result, or do something else.");
        }

        var (left, most) = (_budget.Time - _spentTime, limits.Time + Grace);
        var timed = new TimedTool(tool, left < most ? left : most, _time);
        try
        {
            var result = await _policy.Guard(timed).RunAsync(arguments, _context, cancellationToken);
            if (result.ChangedWorkspace)
                _repeated.Forget();
            return result;
        }
        catch (WorkspaceException exception)
        {
            return ToolResult.Unavailable("The workspace cannot be used as it is.", exception.Message);
        }
        finally
        {
            _spentTime += timed.Elapsed;
        }
    }

    private string? Spent()
    {
        if (_calls > _budget.Calls)
            return $"This step has made its {_budget.Calls} calls. Answer with what is known.";
        if (_spentTokens >= _budget.Tokens)
            return $"This step has read its {_budget.Tokens} tokens of results. Answer with what is known.";
        return _spentTime >= _budget.Time
            ? string.Create(CultureInfo.InvariantCulture, $"This step has spent its {_budget.Time.TotalSeconds:0.#} s of tools. Answer with what is known.")
            : null;
    }

    private string Unknown(string name) => _tools.Nearest(name) is { } near
        ? $"There is no tool \"{Printable.Line(name, 60)}\". Did you mean {near}?"
        : $"There is no tool \"{Printable.Line(name, 60)}\". There are: {string.Join(", ", _tools.Names)}.";

    private ToolReply Reply(int number, ToolManifest? tool, ToolResult result, TimeSpan elapsed)
    {
        var name = tool?.Name ?? "";
        var most = tool?.Limits.ResultCharacters ?? 0;
        var data = Shortened(Printable.Text(result.Data), most);
        // A sentence of Tanuki's may quote what a model wrote, and a path that somebody chose.
        var summary = DataFence.Escape(Secrets.Redact(result.Summary));
        var text = data.Length == 0 ? summary : $"{summary}\n{DataFence.Around(name, data)}";
        var tokens = _tokens(text);
        _spentTokens += tokens;
        return new ToolReply(number, name, result.Outcome, text, tokens, elapsed) { Diagnostics = [.. result.Diagnostics.Select(Clean)] };
    }

    private Diagnostic Clean(Diagnostic diagnostic) => diagnostic with
    {
        File = diagnostic.File is { } file ? Printable.Line(Secrets.Redact(file), int.MaxValue) : null,
        Message = Printable.Text(Secrets.Redact(diagnostic.Message)),
    };

    private string Shortened(string text, int most)
    {
        var near = HeadAndTail.Of(text, Searched * most, HeadShare);
        var gap = Gap(near.MissingLines, near.MissingCharacters);
        var kept = HeadAndTail.Of(Secrets.Redact(near.With(gap)), most, HeadShare);
        return kept.With(near.MissingLines == 0
            ? Gap(kept.MissingLines, kept.MissingCharacters)
            : Gap(kept.MissingLines + near.MissingLines - 1, kept.MissingCharacters + near.MissingCharacters - gap.Length));
    }

    private static string Gap(int lines, int characters) =>
        string.Create(CultureInfo.InvariantCulture, $"[… {lines} lines, {characters} characters left out …]");
}
