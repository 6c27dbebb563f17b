using Tanuki.Core;

namespace Tanuki.Models.Structured;

/// <summary>A JSON schema that no grammar can be made of.</summary>
public sealed class SchemaException(string path, string problem)
    : TanukiException($"The JSON schema at {path}: {problem}.", "Say it without that, or check it after generating.");
