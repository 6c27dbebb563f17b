using System.Globalization;
using System.Text;

namespace Tanuki.Agents.Analysis.Literals;

/// <summary>Backslash escapes that Python, JavaScript and C# share.</summary>
internal static class StringEscapes
{
    /// <summary>False when an escape is cut off or has no meaning.</summary>
    public static bool Append(StringBuilder output, ReadOnlySpan<char> body)
    {
        for (int i = 0; i < body.Length; i++)
        {
            if (body[i] != '\\')
            {
                output.Append(body[i]);
                continue;
            }
            if (++i >= body.Length)
                return false;
            int digits = body[i] switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
            if (digits > 0)
            {
                if (i + digits >= body.Length
                    || !int.TryParse(body.Slice(i + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int code)
                    || code is < 0 or > 0x10FFFF)
                    return false;
                output.Append(code is >= 0xD800 and <= 0xDFFF or < 0x10000 ? ((char)code).ToString() : char.ConvertFromUtf32(code));
                i += digits;
                continue;
            }
            if (body[i] == '\n')
                continue;
            output.Append(body[i] switch
            {
                'n' => "\n",
                't' => "\t",
                'r' => "\r",
                'b' => "\b",
                'f' => "\f",
                'v' => "\v",
                'a' => "\a",
                '0' => "\0",
                '\\' or '\'' or '"' or '`' => body[i].ToString(),
                _ => "\\" + body[i],
            });
        }
        return true;
    }

    /// <summary>The text with its quotes, printable ASCII and other letters as they are.</summary>
    public static string Quote(string value, char quote)
    {
        var output = new StringBuilder().Append(quote);
        foreach (char c in value)
        {
            _ = c switch
            {
                '\n' => output.Append("\\n"),
                '\t' => output.Append("\\t"),
                '\r' => output.Append("\\r"),
                '\\' => output.Append("\\\\"),
                _ when c == quote => output.Append('\\').Append(c),
                _ when char.IsControl(c) => output.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => output.Append(c),
            };
        }
        return output.Append(quote).ToString();
    }
}
