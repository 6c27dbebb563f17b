using System.Text;
using Tanuki.Repositories.Reading;
using Tanuki.Repositories.Symbols;
using Tanuki.Repositories.Symbols.Extraction;

namespace Tanuki.Repositories.Tests.Symbols;

public class SymbolExtractionTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Symbols", "Cases");

    public static TheoryData<string> Cases => [.. Directory.EnumerateFiles(Folder).Select(file => Path.GetFileName(file)).Where(name => !name.EndsWith(".txt")).Order()];

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_a_file_defines_uses_and_imports_is_found(string name)
    {
        var text = File.ReadAllBytes(Path.Combine(Folder, name));

        var shown = Show(Extract(name, text));

        if (Environment.GetEnvironmentVariable("TANUKI_GOLDEN") is { Length: > 0 } folder)
            File.WriteAllText(Path.Combine(folder, name + ".txt"), shown);
        Assert.Equal(File.ReadAllText(Path.Combine(Folder, name + ".txt")), shown);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_file_cut_anywhere_gives_what_stands_around_the_cut(string name)
    {
        var text = File.ReadAllBytes(Path.Combine(Folder, name));
        for (var length = 0; length < text.Length; length += 7)
        {
            var symbols = Extract(name, text[..length]);

            Assert.All(symbols.Symbols, symbol => Assert.True(
                symbol.Whole.StartByte <= symbol.Definition.StartByte && symbol.Definition.EndByte <= length && symbol.Whole.EndByte <= length));
        }
    }

    [Fact]
    public void Bytes_that_are_no_text_break_nothing()
    {
        var random = new Random(7);
        foreach (var name in Directory.EnumerateFiles(Folder).Select(file => Path.GetFileName(file)).Where(name => !name.EndsWith(".txt")))
        {
            var text = new byte[4000];
            random.NextBytes(text);

            Assert.Equal(SymbolFault.Syntax, Extract(name, text).Fault ?? SymbolFault.Syntax);
        }
    }

    [Fact]
    public void A_syntax_error_leaves_the_symbols_around_it()
    {
        var symbols = Extract("a.py", "def one():\n    return 1\n\ndef broken(:\n    return (\n\ndef three():\n    return 3\n"u8.ToArray());

        Assert.Equal(SymbolFault.Syntax, symbols.Fault);
        Assert.Contains(symbols.Symbols, symbol => symbol.Name == "one");
    }

    [Fact]
    public void A_language_without_a_grammar_has_no_symbols()
    {
        var symbols = Extract("a.hs", "main = print 1"u8.ToArray());

        Assert.Equal(("haskell", 0, (SymbolFault?)null), (symbols.Language, symbols.Symbols.Count, symbols.Fault));
    }

    [Theory]
    [InlineData("a.py", "def f(:\n  pass", "a.py:1: ")]
    [InlineData("a.cs", "class C { void M( { } }", "a.cs:1:")]
    [InlineData("a.go", "package a\nfunc f() {\n", "a.go:2:")]
    public void What_does_not_parse_is_said_with_its_line(string path, string text, string start)
    {
        var check = SyntaxCheck.Of(path, Encoding.UTF8.GetBytes(text));

        Assert.True(check.Known);
        Assert.StartsWith(start, check.Errors[0]);
    }

    private static FileSymbols Extract(string name, byte[] text) => SymbolExtractor.Extract(name, FileLanguages.Of(name, text), text);

    private static string Show(FileSymbols file)
    {
        var text = new StringBuilder().Append($"{file.Language} {file.Fault?.ToString() ?? "whole"}\n");
        foreach (var symbol in file.Symbols)
        {
            text.Append($"{symbol.Kind} {symbol.QualifiedName} {symbol.Definition.StartLine}-{symbol.Definition.EndLine} in {symbol.Whole.StartLine}-{symbol.Whole.EndLine}\n");
            text.Append($"  {symbol.Signature}{(symbol.Doc is null ? "" : $"  // {symbol.Doc}")}\n");
        }

        foreach (var import in file.Imports)
            text.Append($"import {import.Source} {import.Line}\n");
        text.Append($"uses {string.Join(' ', file.Uses.Select(use => use.Count == 1 ? use.Name : $"{use.Name}*{use.Count}"))}\n");
        return text.ToString();
    }
}
