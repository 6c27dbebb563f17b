namespace Tanuki.Models.Catalogue;

/// <summary>A line of <c>tanuki models list</c>.</summary>
/// <param name="Parameters">How many weights.</param>
/// <param name="Bytes">Of all its files.</param>
/// <param name="ContextTokens">The longest context that the model was trained for.</param>
/// <param name="MemoryBytes">What the engine takes with the whole context in use, roughly.</param>
/// <param name="Bundled">Its files are part of the repository.</param>
/// <param name="Installed">All its files are on this machine.</param>
/// <param name="Fits">Whether this process may ever have as much memory.</param>
/// <param name="Recommended">The largest that takes no more than half of what is to spare now; the rest is for programs and for everybody else.</param>
public sealed record ModelListing(
    string Id,
    string Description,
    string Architecture,
    long Parameters,
    long Bytes,
    int ContextTokens,
    long MemoryBytes,
    string Licence,
    string? Sha256,
    bool Bundled,
    bool Installed,
    bool Fits,
    bool Recommended);
