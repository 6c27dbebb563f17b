using System.Runtime.InteropServices;

namespace Tanuki.Engine.Native;

/// <summary><c>llama_chat_message</c>: two zero-terminated strings.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LlamaChatMessage
{
    public byte* Role;
    public byte* Content;
}
