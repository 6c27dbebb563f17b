using Tanuki.Core;

namespace Tanuki.Engine.Grammars;

/// <summary>A grammar that cannot be used, and where and why.</summary>
internal sealed class GrammarException(string message) : TanukiException(message);
