using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tanuki.Cli.Errors;
using Tanuki.Cli.Parsing;
using Tanuki.Cli.Runs;
using Tanuki.Core;
using Tanuki.Core.Runs;

namespace Tanuki.Cli.Commands;

/// <summary><c>tanuki runs show ID [--packets]</c></summary>
internal static class RunsShowCommand
{
    public static Command Create(CliHost host)
    {
        var command = new Command("show", "Show what happened in a run.");
        var id = Symbols.Positional("id", "The id of a run.");
        var packets = Symbols.Flag("--packets", "Show the briefing packets that the model was given.");
        command.Add(id);
        command.Add(packets);
        command.SetAction(parsed =>
        {
            var run = Values.Required(parsed, id);
            var log = host.RunLog;
            var events = log.Read(run);
            var summary = log.List().Single(entry => entry.Id == run);
            if (parsed.IsJson())
                JsonOutput.Write(host, AsJson(summary, events, parsed.GetValue(packets)));
            else
                Print(host, summary, events, parsed.GetValue(packets));
            return ExitCode.Success;
        });
        return command;
    }

    private static JsonObject AsJson(RunSummary summary, IReadOnlyList<RunEvent> events, bool packets)
    {
        var json = JsonSerializer.SerializeToNode(summary, TanukiJson.Compact)!.AsObject();
        var entries = JsonSerializer.SerializeToNode(events, TanukiJson.Compact)!.AsArray();
        if (!packets)
        {
            foreach (var entry in entries)
                entry!.AsObject().Remove("packet");
        }

        json["events"] = entries;
        json["receipt"] = events is [.., RunFinished finished]
            ? JsonSerializer.SerializeToNode(finished.Answer.Receipt, TanukiJson.Compact)
            : null;
        return json;
    }

    private static void Print(CliHost host, RunSummary summary, IReadOnlyList<RunEvent> events, bool packets)
    {
        host.Out.WriteLine($"run {summary.Id}, {summary.Status}, started {summary.Started:u}");
        host.Out.WriteLine();
        foreach (var entry in events)
        {
            host.Out.WriteLine(ErrorLines.OneLine(EventText.Of(entry)));
            if (packets && PacketOf(entry) is { } packet)
                PrintPacket(host, packet);
        }

        if (events is not [.., RunFinished { Answer: var answer }])
            return;
        host.Out.WriteLine();
        AnswerText.Write(host.Out, answer.Files);
    }

    private static Packet? PacketOf(RunEvent entry) => entry switch
    {
        ProposalStarted round => round.Packet,
        InputsAsked question => question.Packet,
        _ => null,
    };

    private static void PrintPacket(CliHost host, Packet packet)
    {
        foreach (var message in packet.Messages)
            host.Out.WriteLine($"--- {message.Role}{Environment.NewLine}{message.Content}");
        host.Out.WriteLine($"--- the answer begins with{Environment.NewLine}{packet.Prefill}{Environment.NewLine}---");
        foreach (var mark in packet.Sections ?? [])
            host.Out.WriteLine($"{mark.Tokens,6} tokens  {mark.Sha256[..8]}  {ErrorLines.OneLine($"{mark.Kind} ({mark.Origin}, {mark.Trust})")}");
    }
}
