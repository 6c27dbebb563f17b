using System.Globalization;
using System.Text;

namespace Tanuki.Sandbox.Bubblewrap;

/// <summary>What bwrap reports of the program: lines of JSON, which come in pieces.</summary>
internal sealed class BubblewrapStatus
{
    public const int MostCharacters = 16 * 1024;

    private readonly StringBuilder _text = new();

    /// <summary>The namespace's first process, by its number outside.</summary>
    public int? ChildPid { get; private set; }

    /// <summary>The shell's convention: 128 plus the signal's number. Null when bwrap never came to start the program.</summary>
    public int? ExitCode { get; private set; }

    public int KeptCharacters => _text.Length;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _text.Append(Encoding.ASCII.GetString(bytes[..Math.Min(bytes.Length, MostCharacters - _text.Length)]));
        var text = _text.ToString();
        ChildPid ??= Number(text, "\"child-pid\"");
        ExitCode ??= Number(text, "\"exit-code\"");
    }

    /// <summary>Null as long as something may follow the digits.</summary>
    private static int? Number(string text, string name)
    {
        var at = text.IndexOf(name, StringComparison.Ordinal);
        if (at < 0)
            return null;
        var value = text.AsSpan(at + name.Length).TrimStart(" :");
        var digits = value.IndexOfAnyExceptInRange('0', '9');
        return digits > 0 && int.TryParse(value[..digits], CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
