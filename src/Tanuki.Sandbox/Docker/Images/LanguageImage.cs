using Tanuki.Sandbox.Profiles;

namespace Tanuki.Sandbox.Docker.Images;

/// <param name="Id"><c>sha256:…</c></param>
/// <param name="Toolchain">Where the language's programs are in the image.</param>
internal sealed record LanguageImage(string Id, Toolchain Toolchain);
