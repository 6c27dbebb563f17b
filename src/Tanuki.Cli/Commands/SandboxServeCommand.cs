using System.CommandLine;
using Tanuki.Cli.Parsing;
using Tanuki.Sandbox.Remote;

namespace Tanuki.Cli.Commands;

/// <summary><c>tanuki sandbox serve</c>: becomes the server that <c>--sandbox remote</c> of other machines has its programs run by.</summary>
internal static class SandboxServeCommand
{
    public static Command Create(CliHost host)
    {
        var command = new Command("serve", "Run programs for other machines, whose `--sandbox remote` asks for it.");
        Option<string>[] options =
        [
            Symbols.Value("--listen", "ADDRESS:PORT", "Where to listen; default 127.0.0.1:7411, *:PORT for every address of this machine."),
            Symbols.Value("--driver", "D", "bubblewrap or docker; by default whatever works here."),
            Symbols.Value("--jobs", "N", "Programs at a time; default four per core, at least 8."),
            Symbols.Value("--queue", "N", "Jobs that may wait for a place before others are turned away; default four per place."),
            Symbols.Value("--keep", "S", "Seconds for which a result can be fetched again, and a job goes on that nobody waits for; default 60."),
            Symbols.Value("--grace", "S", "Seconds that running programs get when the server is told to stop; default 10."),
            Symbols.Value("--token-file", "FILE", "The token, at least 128 bit; a file that is not there gets a new one. Default: TANUKI_SANDBOX_TOKEN, else a file in the data folder."),
            Symbols.Value("--certificate", "FILE", "The server's certificate (PEM), for TLS."),
            Symbols.Value("--key", "FILE", "The certificate's private key (PEM)."),
            Symbols.Value("--client-ca", "FILE", "Only clients with a certificate from these authorities (PEM) are let in, the token besides."),
            Symbols.Value("--health", "ADDRESS:PORT", "Also answers GET /healthz there, over plain HTTP."),
        ];
        var insecure = Symbols.Flag("--insecure", "Listen beyond this machine without TLS: everything travels readable, the token too.");
        foreach (var option in options)
            command.Add(option);
        command.Add(insecure);
        command.SetAction(parsed =>
        {
            List<string> arguments = [];
            foreach (var option in options)
            {
                if (parsed.GetValue(option) is { } value)
                    arguments.AddRange([option.Name, value]);
            }

            if (parsed.GetValue(insecure))
                arguments.Add(insecure.Name);
            _ = SandboxServerArguments.Parse(arguments);
            host.BecomeSandboxServer(arguments);
            return ExitCode.Success;
        });
        return command;
    }
}
