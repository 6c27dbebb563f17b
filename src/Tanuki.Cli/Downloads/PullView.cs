using System.Globalization;
using Spectre.Console;
using Tanuki.Cli.Errors;
using Tanuki.Models.Downloads;

namespace Tanuki.Cli.Downloads;

/// <summary>Shows on stderr how a download gets on: a bar for people who watch, a line for each tenth otherwise, nothing when quiet.</summary>
internal abstract class PullView : IProgress<PullProgress>
{
    private readonly Lock _gate = new();
    private string? _file;

    public static async Task<PulledModel> ShowAsync(CliHost host, bool quiet, Func<IProgress<PullProgress>?, Task<PulledModel>> work)
    {
        try
        {
            if (quiet)
                return await work(null);
            if (!host.ErrorIsTerminal)
                return await work(new Lines(host.Error));
            var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(host.Error) });
            return await console.Progress()
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new DownloadedColumn(), new TransferSpeedColumn(), new RemainingTimeColumn())
                .StartAsync(context => work(new Bar(console, context)));
        }
        catch (OperationCanceledException) when (!quiet)
        {
            await host.Error.WriteLineAsync("Cancelled; the same command goes on where it stopped.");
            throw;
        }
    }

    public void Report(PullProgress value)
    {
        // Several connections report at once.
        lock (_gate)
        {
            if (_file is null)
                Say(ErrorLines.OneLine($"{value.Model}, licence: {value.Licence ?? "not stated"}"));
            if (_file != value.File)
                Begin(value.File);
            _file = value.File;
            Show(value);
        }
    }

    protected abstract void Say(string text);

    /// <summary>A further file.</summary>
    protected abstract void Begin(string file);

    protected abstract void Show(PullProgress value);

    private sealed class Lines(TextWriter error) : PullView
    {
        private long _tenths;

        protected override void Say(string text) => error.WriteLine(text);

        protected override void Begin(string file) => _tenths = 0;

        protected override void Show(PullProgress value)
        {
            if (value.Total is not > 0 || value.Received * 10 / value.Total.Value is var tenths && tenths <= _tenths)
                return;
            _tenths = value.Received * 10 / value.Total.Value;
            Say(string.Create(CultureInfo.InvariantCulture, $"{value.File}: {10 * _tenths}% of {value.Total / 1e6:0.0} MB"));
        }
    }

    private sealed class Bar(IAnsiConsole console, ProgressContext context) : PullView
    {
        private ProgressTask? _task;

        protected override void Say(string text) => console.WriteLine(text);

        protected override void Begin(string file) => _task = context.AddTask(Markup.Escape(file));

        protected override void Show(PullProgress value)
        {
            _task!.IsIndeterminate = value.Total is null;
            _task.MaxValue = Math.Max(1, value.Total ?? value.Received);
            _task.Value = value.Received;
        }
    }
}
