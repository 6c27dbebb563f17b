using System.Globalization;
using Tanuki.Core;

namespace Tanuki.Sandbox.Remote;

/// <summary>Where the sandbox server is and how to prove that one may use it. Not a record: those print what they hold.</summary>
internal sealed class RemoteOptions
{
    public const string AddressVariable = "TANUKI_SANDBOX_URL";
    public const string TokenVariable = "TANUKI_SANDBOX_TOKEN";
    public const string TokenFileVariable = "TANUKI_SANDBOX_TOKEN_FILE";
    public const string AuthorityVariable = "TANUKI_SANDBOX_CA";
    public const string CertificateVariable = "TANUKI_SANDBOX_CERTIFICATE";
    public const string KeyVariable = "TANUKI_SANDBOX_KEY";
    public const string PatienceVariable = "TANUKI_SANDBOX_PATIENCE";
    public const string InsecureVariable = "TANUKI_SANDBOX_INSECURE";

    /// <summary><c>http</c> or <c>https</c>, host and port only.</summary>
    public required Uri Address { get; init; }

    public required string Token { get; init; }

    /// <summary>
    /// How long a job keeps asking a server that has no room, and how long a server that cannot be reached is looked for, before
    /// that is a failure of the sandbox; default 30 s, range 0 s to 1 h.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>PEM file with the authorities that vouch for the server; null for the system's.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>PEM files with which this client proves who it is; null where the server does not ask.</summary>
    public string? CertificateFile { get; init; }

    public string? KeyFile { get; init; }

    /// <param name="variable">Gives an environment variable's value or null.</param>
    /// <exception cref="UsageException">A variable is missing or wrong.</exception>
    public static RemoteOptions FromEnvironment(Func<string, string?> variable)
    {
        string? Value(string name) => variable(name) is { Length: > 0 } value ? value : null;

        var address = ParseAddress(
            Value(AddressVariable) ?? throw new UsageException(
                $"The remote sandbox needs the address of a server, and {AddressVariable} is not set.",
                "Start one with `tanuki sandbox serve` and set it to what that prints, e.g. http://127.0.0.1:7411."),
            Value(InsecureVariable) == "1");
        var (certificate, key) = (File(CertificateVariable, Value(CertificateVariable)), File(KeyVariable, Value(KeyVariable)));
        if (certificate is null != key is null)
            throw new UsageException($"{CertificateVariable} and {KeyVariable} belong together.", "Set both or neither.");
        return new RemoteOptions
        {
            Address = address,
            Token = ReadToken(Value(TokenVariable), Value(TokenFileVariable)),
            Patience = ParsePatience(Value(PatienceVariable)),
            AuthorityFile = File(AuthorityVariable, Value(AuthorityVariable)),
            CertificateFile = certificate,
            KeyFile = key,
        };
    }

    private static Uri ParseAddress(string text, bool insecure)
    {
        // The text may hold a password by mistake, so it is not repeated.
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0
            || address.PathAndQuery != "/" || address.Fragment.Length > 0)
        {
            throw new UsageException(
                $"{AddressVariable} is not the address of a server.", "It takes http:// or https:// with a host and a port, e.g. https://sandbox.example:7411.");
        }

        if (address.Scheme == "http" && !address.IsLoopback && !insecure)
        {
            throw new UsageException(
                $"{AddressVariable} has no TLS: the token and all programs would travel readable and could be changed on the way.",
                $"Use https://, or set {InsecureVariable}=1 where the network itself is protected.");
        }

        return address;
    }

    private static string ReadToken(string? token, string? file)
    {
        const string hint = $"Set {TokenVariable}, or {TokenFileVariable} to a file that has it; `tanuki sandbox serve` says where its token is.";
        if (token is not null && file is not null)
            throw new UsageException($"{TokenVariable} and {TokenFileVariable} are both set.", "Unset one of them.");
        if (token is null && file is null)
            throw new UsageException("The remote sandbox needs the server's token.", hint);
        if (file is not null)
        {
            try
            {
                using var reader = new StreamReader(file);
                var buffer = new char[1024];
                token = new string(buffer, 0, reader.ReadBlock(buffer));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new UsageException($"The token's file {file} cannot be read ({e.Message.TrimEnd('.')}).", hint);
            }
        }

        token = token!.Trim();
        return token.Length > 0 && token.All(c => c is > ' ' and < '\x7f')
            ? token
            : throw new UsageException($"What {(file is null ? TokenVariable : $"the file {file}")} has is not a token.", hint);
    }

    private static TimeSpan ParsePatience(string? text)
    {
        if (text is null)
            return TimeSpan.FromSeconds(30);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and <= 3600
            ? TimeSpan.FromSeconds(seconds)
            : throw new UsageException($"{PatienceVariable} is \"{text}\", which is not a number of seconds from 0 to 3600.", "Unset it for 30.");
    }

    private static string? File(string name, string? path) => path is null || System.IO.File.Exists(path)
        ? path
        : throw new UsageException($"{name} names {path}, which is not a file.", "It takes the path of a PEM file.");
}
