using Spectre.Console;
using Tanuki.Cli.Errors;
using Tanuki.Core.Runs;

namespace Tanuki.Cli.Runs;

/// <summary>Shows a run on stderr: a live line for people who watch, rare plain lines otherwise, nothing when quiet.</summary>
internal abstract class RunProgress(TimeProvider time) : IProgress<RunEvent>, IProgress<string>
{
    private readonly Lock _gate = new();

    /// <summary>Whether someone watches a line that changes in place.</summary>
    public virtual bool IsLive => false;

    protected RunTally Tally { get; } = new(time);

    /// <summary>Runs <paramref name="work"/> and reports what it does.</summary>
    public static async Task<T> ShowAsync<T>(CliHost host, bool quiet, Func<RunProgress, Task<T>> work)
    {
        if (quiet)
            return await work(new SilentProgress(host.Time));
        if (!host.ErrorIsTerminal)
            return await work(new PlainProgress(host));

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(host.Error) });
        return await console.Status().StartAsync("Starting", status => work(new LiveProgress(status, host.Time)));
    }

    public void Report(RunEvent value)
    {
        lock (_gate)
        {
            Tally.Add(value);
            Show(value);
        }
    }

    public void Report(string value)
    {
        lock (_gate)
            Say(ErrorLines.OneLine(value));
    }

    protected abstract void Show(RunEvent entry);

    protected abstract void Say(string text);

    private sealed class SilentProgress(TimeProvider time) : RunProgress(time)
    {
        protected override void Show(RunEvent entry)
        {
        }

        protected override void Say(string text)
        {
        }
    }

    private sealed class PlainProgress(CliHost host) : RunProgress(host.Time)
    {
        /// <summary>Rounds are short and many there.</summary>
        private bool _inRepository;

        protected override void Show(RunEvent entry)
        {
            if (entry is BackboneLost or RunResumed or InputsAsked or PlanMade or TestsExecuted or PlacesFound or ChangeKept
                || (entry is ProposalStarted && !_inRepository))
                Say(ErrorLines.OneLine(EventText.Of(entry)));
            else if (entry is ProposalEnded && !_inRepository)
                Say(Tally.ToString());
            _inRepository |= entry is SnapshotTaken;
        }

        protected override void Say(string text) => host.Error.WriteLine(text);
    }

    private sealed class LiveProgress(StatusContext status, TimeProvider time) : RunProgress(time)
    {
        public override bool IsLive => true;

        protected override void Show(RunEvent entry) => Say(entry is BackboneLost ? EventText.Of(entry) : Tally.ToString());

        protected override void Say(string text) => status.Status = Markup.Escape(text);
    }
}
