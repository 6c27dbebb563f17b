using Tanuki.Core;

namespace Tanuki.Engine.Resources;

/// <summary>The machine has no room for this now; later it may.</summary>
internal sealed class SaturatedException(string message) : TanukiException(message);
