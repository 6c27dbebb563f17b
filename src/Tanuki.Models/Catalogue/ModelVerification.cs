namespace Tanuki.Models.Catalogue;

/// <summary>A model whose files are what the catalogue says, or, for a GGUF named by its path, what they are.</summary>
/// <param name="Sha256">Over all files in order, lower-case hex.</param>
public sealed record ModelVerification(string Id, string Sha256, long Bytes, IReadOnlyList<VerifiedFile> Files);

/// <param name="FromCache">Not read now: size and modification time are those of the last full verification.</param>
public sealed record VerifiedFile(string Path, long Bytes, bool FromCache);
