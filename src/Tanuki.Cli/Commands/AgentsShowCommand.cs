using System.CommandLine;
using Tanuki.Agents.Specialists;
using Tanuki.Cli.Agents;
using Tanuki.Cli.Parsing;
using Tanuki.Core;

namespace Tanuki.Cli.Commands;

/// <summary><c>tanuki agents show NAME</c></summary>
internal static class AgentsShowCommand
{
    public static Command Create(CliHost host)
    {
        var name = new Argument<string>("name") { Description = "The specialist." };
        var command = new Command("show", "Show how a specialist is asked, and what it is measured on.") { name };
        command.SetAction(parsed =>
        {
            var specialist = Find(AgentFolders.Open(host), parsed.GetRequiredValue(name));
            if (parsed.IsJson())
                JsonOutput.Write(host, AgentFolders.Details(specialist));
            else
                Print(host.Out, specialist);
            return ExitCode.Success;
        });
        return command;
    }

    private static Specialist Find(SpecialistLibrary library, string name) =>
        library.Find(name) ?? throw new UsageException(
            $"There is no specialist \"{Shown.Value(name)}\".",
            Suggestion.For(name, library.All.Select(specialist => specialist.Name)) is { } near
                ? $"Did you mean {near}? `tanuki agents list` shows all."
                : "`tanuki agents list` shows all.");

    private static void Print(TextWriter output, Specialist specialist)
    {
        output.WriteLine($"{specialist.Name}: {specialist.Description}");
        output.WriteLine($"status      {JsonOutput.Name(specialist.Status)}{(specialist.Status is SpecialistStatus.Experimental ? ", asked only by name" : "")}");
        output.WriteLine($"jobs        {string.Join(", ", specialist.Jobs.Select(JsonOutput.Name))}");
        output.WriteLine($"measured on {specialist.Measure}");
        output.WriteLine($"adapter     {specialist.Adapter ?? "none"}");
        output.WriteLine(FormattableString.Invariant(
            $"sampling    {specialist.Sampling.Candidates} candidates, temperature {specialist.Sampling.Temperature}, top-p {specialist.Sampling.TopP}, {specialist.Sampling.MaxTokens} tokens"));
        output.WriteLine($"tools       {(specialist.Tools.Count > 0 ? string.Join(", ", specialist.Tools) : "none")}");
        output.WriteLine($"from        {specialist.Origin}");
        foreach (var (role, text) in new[] { ("system", specialist.Prompt.System), ("user", specialist.Prompt.User), ("prefill", specialist.Prompt.Prefill) })
        {
            if (text.Length > 0)
                output.WriteLine($"\n[{role}]\n{text}");
        }
    }
}
