using Tanuki.Core;

namespace Tanuki.Repositories.Git;

/// <summary>git refused, or the repository is none that can be worked on.</summary>
public sealed class GitException(string message, string? hint = null, Exception? inner = null) : TanukiException(message, hint, inner);
