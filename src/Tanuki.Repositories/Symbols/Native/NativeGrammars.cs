using System.Runtime.InteropServices;
using Tanuki.Core;

namespace Tanuki.Repositories.Symbols.Native;

/// <summary>Finds tree-sitter and its grammars beside the program.</summary>
internal static class NativeGrammars
{
    /// <summary>The grammar formats that tree-sitter 0.25 reads.</summary>
    private const uint OldestAbi = 13, NewestAbi = 15;

    private static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "native", "tree-sitter");

    public static void Register() => NativeLibrary.SetDllImportResolver(typeof(NativeGrammars).Assembly, static (name, _, _) =>
        name == TreeSitter.Library ? Open(name) : 0);

    public static nint Language(string file, string symbol)
    {
        var entry = NativeLibrary.GetExport(Open(file), symbol);
        var language = Marshal.GetDelegateForFunctionPointer<LanguageEntry>(entry)();
        var abi = TreeSitter.ts_language_abi_version(language);
        return abi is >= OldestAbi and <= NewestAbi
            ? language
            : throw new InvalidOperationException($"The grammar {file} has format {abi}, and tree-sitter reads {OldestAbi} to {NewestAbi}.");
    }

    private static nint Open(string file)
    {
        var path = Path.Combine(Folder, file + ".so");
        if (!File.Exists(path))
            throw new TanukiException($"{path} is missing.", "Build again; npm unpacks it.");
        return NativeLibrary.Load(path);
    }

    private delegate nint LanguageEntry();
}
