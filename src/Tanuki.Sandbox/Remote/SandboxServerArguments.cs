using System.Globalization;
using System.Net;
using Tanuki.Core;

namespace Tanuki.Sandbox.Remote;

/// <summary>What <c>tanuki sandbox serve</c> takes: checked by the command before it becomes the server, and by the server.</summary>
public sealed record SandboxServerArguments
{
    /// <summary>Port 0: any free one. <see cref="IPAddress.IPv6Any"/>: every address of the machine.</summary>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 7411);

    /// <summary>A second address, plain HTTP/1.1, that answers <c>/healthz</c> and nothing else.</summary>
    public IPEndPoint? Health { get; init; }

    public SandboxPreference Driver { get; init; } = SandboxPreference.Auto;

    /// <summary>Programs at a time; default four per core and at least 8, range 1 to 1,024.</summary>
    public int Places { get; init; } = Math.Max(8, 4 * Environment.ProcessorCount);

    /// <summary>Jobs that may wait for a place before others are turned away; default four per place, range 0 to 10,000.</summary>
    public int Queue { get; init; }

    /// <summary>How long a result can be fetched, and how long a job goes on that nobody waits for; default 60 s, range 1 s to 1 h.</summary>
    public TimeSpan Keep { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long running programs get when the server is told to stop; default 10 s, range 0 s to 1 h.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Holds the token, or gets a new one; null for the environment's or the default file.</summary>
    public string? TokenFile { get; init; }

    /// <summary>PEM files; null for no TLS.</summary>
    public string? Certificate { get; init; }

    public string? Key { get; init; }

    /// <summary>PEM file with the authorities whose clients are let in; null lets in whoever has the token.</summary>
    public string? ClientAuthorities { get; init; }

    /// <summary>The user said that the network is protected by other means.</summary>
    public bool Insecure { get; init; }

    /// <exception cref="UsageException">Anything but these options with proper values.</exception>
    public static SandboxServerArguments Parse(IReadOnlyList<string> arguments)
    {
        var parsed = new SandboxServerArguments();
        int? queue = null;
        for (var i = 0; i < arguments.Count; i++)
        {
            var name = arguments[i];
            if (name == "--insecure")
            {
                parsed = parsed with { Insecure = true };
                continue;
            }

            var value = ++i < arguments.Count ? arguments[i] : throw new UsageException($"The value of the option {name} is missing.", Help);
            switch (name)
            {
                case "--listen": parsed = parsed with { Listen = Address(name, value) }; break;
                case "--health": parsed = parsed with { Health = Address(name, value) }; break;
                case "--driver": parsed = parsed with { Driver = Preference(value) }; break;
                case "--jobs": parsed = parsed with { Places = Number(name, value, 1, 1024) }; break;
                case "--queue": queue = Number(name, value, 0, 10_000); break;
                case "--keep": parsed = parsed with { Keep = TimeSpan.FromSeconds(Number(name, value, 1, 3600)) }; break;
                case "--grace": parsed = parsed with { Grace = TimeSpan.FromSeconds(Number(name, value, 0, 3600)) }; break;
                case "--token-file": parsed = parsed with { TokenFile = Named(name, value) }; break;
                case "--certificate": parsed = parsed with { Certificate = Existing(name, value) }; break;
                case "--key": parsed = parsed with { Key = Existing(name, value) }; break;
                case "--client-ca": parsed = parsed with { ClientAuthorities = Existing(name, value) }; break;
                default: throw new UsageException($"There is no option {name}.", Help);
            }
        }

        parsed = parsed with { Queue = queue ?? 4 * parsed.Places };
        parsed.CheckTogether();
        return parsed;
    }

    private const string Help = "`tanuki sandbox serve --help` shows what it takes.";

    private void CheckTogether()
    {
        if (Certificate is null != Key is null)
            throw new UsageException("--certificate and --key belong together.", "Give both, or neither for a server without TLS.");
        if (ClientAuthorities is not null && Certificate is null)
            throw new UsageException("--client-ca needs TLS.", "Give --certificate and --key, too.");
        if (Certificate is null && !IPAddress.IsLoopback(Listen.Address) && !Insecure)
        {
            throw new UsageException(
                $"Without TLS the token and all programs would travel readable to {Listen.Address}, and whoever reads the token can run programs here.",
                "Give --certificate and --key, or --insecure where something in front does TLS or the network itself is protected.");
        }
    }

    private static IPEndPoint Address(string name, string text)
    {
        var colon = text.LastIndexOf(':');
        var (host, port) = colon < 0 ? ("", "") : (text[..colon], text[(colon + 1)..]);
        var address = host switch
        {
            "*" => IPAddress.IPv6Any,
            "localhost" => IPAddress.Loopback,
            ['[', .., ']'] => IPAddress.TryParse(host, out var six) ? six : null,
            _ => !host.Contains(':', StringComparison.Ordinal) && IPAddress.TryParse(host, out var four) ? four : null,
        };
        return address is not null && ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new IPEndPoint(address, number)
            : throw new UsageException(
                $"{name} takes an address and a port, not \"{text}\".", "For example 127.0.0.1:7411, [::1]:7411, or *:7411 for every address of this machine.");
    }

    private static SandboxPreference Preference(string name)
    {
        if (SandboxFactory.TryParse(name, out var preference) && preference != SandboxPreference.Remote)
            return preference;
        throw new UsageException(
            name == "remote" ? "A sandbox server runs programs itself, not on another server." : $"--driver does not know \"{name}\".",
            "It takes auto or bubblewrap or docker.");
    }

    private static int Number(string name, string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new UsageException($"{name} takes a whole number from {least} to {most}, not \"{text}\".", Help);

    private static string Named(string name, string path) =>
        path.Length > 0 && !Directory.Exists(path) ? path : throw new UsageException($"{name} takes the path of a file, not \"{path}\".", Help);

    private static string Existing(string name, string path) =>
        File.Exists(path) ? path : throw new UsageException($"{name} names \"{path}\", which is not a file.", "It takes the path of a PEM file.");
}
