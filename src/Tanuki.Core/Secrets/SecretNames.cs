using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Tanuki.Core.Secrets;

/// <summary>
/// What stands in place of a secret: the same for the same value, in every run and on every machine, since receipts are compared.
/// The hash is short and slow, but whoever suspects a certain weak password can confirm it.
/// </summary>
internal sealed class SecretNames
{
    private const int Rounds = 20_000;
    private const int Bytes = 4;

    private static readonly byte[] Salt = "tanuki secret name"u8.ToArray();

    private readonly ConcurrentDictionary<string, string> hashes = new(StringComparer.Ordinal);

    public string Of(string kind, string value) => $"[secret:{kind}:{hashes.GetOrAdd(value, Hash)}]";

    private static string Hash(string value) =>
        Convert.ToHexStringLower(Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(value), Salt, Rounds, HashAlgorithmName.SHA256, Bytes));
}
