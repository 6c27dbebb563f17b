using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Tanuki.Core;
using Tanuki.Sandbox.Contract;

namespace Tanuki.Sandbox.Server.Hosting;

/// <summary>What a client has to know. It is kept as a hash, so that comparing takes the same time whatever was sent.</summary>
internal sealed class ServerToken
{
    public const string HealthPath = "/healthz";

    private const string HealthCheckPath = "/grpc.health.v1.Health/Check";
    private const string Variable = "TANUKI_SANDBOX_TOKEN";
    private const string FileVariable = "TANUKI_SANDBOX_TOKEN_FILE";
    private const int LeastBits = 128;
    private const int MostCharacters = 1024;

    private readonly byte[] _hash;

    public ServerToken(string token, string origin)
    {
        token = token.Trim();
        if (!token.All(c => char.IsAsciiLetterOrDigit(c) || "+/=_-.~".Contains(c, StringComparison.Ordinal)) || token.Length > MostCharacters)
            throw new UsageException($"The token {origin} has characters that none has, or too many.", Hint);
        if (token.Length * (token.All(char.IsAsciiHexDigit) ? 4 : 6) < LeastBits)
            throw new UsageException($"The token {origin} is too short to be safe from guessing.", Hint);
        (_hash, Origin) = (Hash(token), origin);
    }

    private static string Hint => $"It needs at least {LeastBits} bit: 32 hex digits or 22 other characters by chance, e.g. from `openssl rand -hex 32`.";

    /// <summary>Where it came from, to follow the words "The token is".</summary>
    public string Origin { get; }

    /// <summary>From the file, else the environment, else the file in the data folder; a file that is not there gets a new one.</summary>
    /// <param name="variable">Gives an environment variable's value or null.</param>
    /// <exception cref="TanukiException">It is too short, or its file cannot be used or is open to others.</exception>
    public static ServerToken Obtain(string? file, Func<string, string?> variable)
    {
        if (file is not null)
            return OfFile(file);
        if (variable(Variable) is { Length: > 0 } token)
            return new ServerToken(token, $"in the variable {Variable}");
        return OfFile(variable(FileVariable) is { Length: > 0 } named ? named : Path.Combine(TanukiPaths.DataDirectory, "sandbox-token"));
    }

    public bool Admits(string? authorization) =>
        authorization?.StartsWith(Protocol.Bearer, StringComparison.Ordinal) == true
        && authorization.Length <= MostCharacters + Protocol.Bearer.Length
        && CryptographicOperations.FixedTimeEquals(Hash(authorization[Protocol.Bearer.Length..]), _hash);

    /// <summary>Stands before everything but the question for health: a stranger's message is not even read.</summary>
    public Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.Value is HealthPath or HealthCheckPath || Admits(context.Request.Headers.Authorization))
            return next(context);
        context.Response.ContentType = "application/grpc";
        context.Response.Headers["grpc-status"] = "16";
        context.Response.Headers["grpc-message"] = "The token is missing or wrong.";
        return Task.CompletedTask;
    }

    private static ServerToken OfFile(string path)
    {
        path = Path.GetFullPath(path);
        try
        {
            if (!File.Exists(path))
                Create(path);
            if ((File.GetUnixFileMode(path) & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite)) != UnixFileMode.None)
                throw new TanukiException($"The token's file {path} can be read or changed by everybody.", $"chmod 600 {path}, or defaultMode: 0400 for a secret of Kubernetes.");
            using var reader = new StreamReader(path);
            var buffer = new char[MostCharacters + 2];
            return new ServerToken(new string(buffer, 0, reader.ReadBlock(buffer)), $"in {path}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TanukiException($"The token's file {path} cannot be used: {exception.Message.TrimEnd('.')}.", "Name another one with --token-file.", exception);
        }
    }

    /// <summary>Complete or not at all; of two servers that start at once, one writes it and both read it.</summary>
    private static void Create(string path)
    {
        var draft = $"{path}.{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        using (var writer = new StreamWriter(draft, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            writer.WriteLine(RandomNumberGenerator.GetHexString(64, lowercase: true));
        }

        // File.Move looks whether there is one and renames then, which replaces what came between.
        var failure = link(draft, path) == 0 ? null : Marshal.GetLastPInvokeErrorMessage();
        File.Delete(draft);
        if (failure is not null && !File.Exists(path))
            throw new IOException(failure);
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int link([MarshalAs(UnmanagedType.LPUTF8Str)] string existing, [MarshalAs(UnmanagedType.LPUTF8Str)] string added);

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
