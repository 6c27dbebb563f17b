using Tanuki.Core;

namespace Tanuki.Engine.Loading;

internal enum ModelFault
{
    /// <summary>The file or one of its shards is not there.</summary>
    Missing,

    /// <summary>What is there is not a whole GGUF model.</summary>
    Damaged,

    /// <summary>A whole model that this engine cannot run.</summary>
    Unsupported,
}

/// <summary>A model that cannot be loaded, and which of the three reasons it is.</summary>
internal sealed class ModelFileException(ModelFault fault, string message, Exception? inner = null)
    : TanukiException(message, null, inner)
{
    public ModelFault Fault { get; } = fault;
}
