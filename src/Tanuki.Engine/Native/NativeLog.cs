using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Tanuki.Engine.Native;

/// <summary>Keeps the last complaints of llama.cpp, which are the only explanation that it gives for a failed load.</summary>
internal static unsafe class NativeLog
{
    private const int Kept = 16;
    private const int Warning = 3;
    private const int Error = 4;
    private const int Continuation = 5;

    private static readonly Lock _gate = new();
    private static readonly Queue<string> _lines = new();
    private static readonly StringBuilder _line = new();
    private static int _level;

    public static void Install() => Llama.LogSet(&Receive, null);

    /// <summary>What was logged as an error since the last call, oldest first; empty when nothing was.</summary>
    public static string TakeErrors()
    {
        lock (_gate)
        {
            var text = string.Join(" ", _lines);
            _lines.Clear();
            return text;
        }
    }

    internal static void Append(int level, string text)
    {
        lock (_gate)
        {
            if (level != Continuation)
            {
                _line.Clear();
                _level = level;
            }
            if (_level is not (Warning or Error))
                return;
            _line.Append(text);
            if (!text.EndsWith('\n'))
                return;
            if (_level == Error)
                _lines.Enqueue(_line.ToString().Trim());
            _line.Clear();
            while (_lines.Count > Kept)
                _lines.Dequeue();
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Receive(int level, byte* text, void* userData)
    {
        if (level is Warning or Error or Continuation)
            Append(level, Marshal.PtrToStringUTF8((nint)text) ?? "");
        else
            _level = level;
    }
}
