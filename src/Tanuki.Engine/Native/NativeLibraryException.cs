using Tanuki.Core;

namespace Tanuki.Engine.Native;

/// <summary>The native libraries are missing, of another version, or refused to work.</summary>
internal sealed class NativeLibraryException(string message, Exception? inner = null)
    : TanukiException(message, "Build the engine again; its libraries are pinned in src/Tanuki.Engine/native.", inner);
