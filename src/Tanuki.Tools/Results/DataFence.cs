using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tanuki.Tools.Results;

/// <summary>
/// Labels what others wrote. The mark at both ends is a hash of what is between, and occurs in it nowhere: content can neither
/// close its label nor open one of its own. The same content has the same mark, so that kept prefixes of prompts stay valid.
/// </summary>
internal static class DataFence
{
    public static string Around(string source, string content)
    {
        if (content.Length == 0)
            return "";
        for (var attempt = 0; ; attempt++)
        {
            var mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{attempt}\n{content}"))))[..8];
            if (!content.Contains(mark, StringComparison.OrdinalIgnoreCase))
                return $"<data-{mark} from=\"{source}\">\n{content.TrimEnd('\n')}\n</data-{mark}>";
        }
    }
}
