namespace Tanuki.Agents.Analysis.Examples;

/// <summary>Whether a value in prose ends where its literal ends, rather than going on as a larger expression.</summary>
internal static class Terminator
{
    public static bool Follows(string text, int at)
    {
        if (at >= text.Length)
            return true;
        int next = at;
        while (next < text.Length && text[next] is ' ' or '\t')
            next++;
        if (next >= text.Length)
            return true;
        char c = text[next];
        bool spaced = next > at;
        char following = next + 1 < text.Length ? text[next + 1] : '\n';
        return c switch
        {
            '\n' or ',' or ';' or ')' or ']' or '}' or '`' or '"' or '\'' or '#' or '—' or '–' or '!' or '?' or ':' or '…' => !(c == '!' && following == '='),
            '*' => following == '*' && !spaced,
            '.' => !char.IsLetterOrDigit(following),
            '-' => spaced && following == ' ' && Word(text, next + 2).Length > 1,
            '/' => following == '/' && spaced,
            '(' => spaced,
            '\\' => following == 'n',
            _ when char.IsLetter(c) => spaced && Word(text, next) is not ("or" or "in" or "is" or "x"),
            _ => false,
        };
    }

    private static string Word(string text, int at)
    {
        int end = at;
        while (end < text.Length && char.IsLetter(text[end]))
            end++;
        return text[at..end];
    }
}
