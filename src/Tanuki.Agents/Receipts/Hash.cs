using System.Security.Cryptography;
using System.Text;

namespace Tanuki.Agents.Receipts;

internal static class Hash
{
    /// <summary>SHA-256 of the text's UTF-8 bytes, lower-case hex.</summary>
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
