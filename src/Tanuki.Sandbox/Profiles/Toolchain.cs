namespace Tanuki.Sandbox.Profiles;

/// <summary>A language's interpreter or compiler as found on this machine.</summary>
/// <param name="Program">The resolved absolute path; null when the language cannot be used.</param>
/// <param name="Version">The first line that the program prints about itself; empty when absent.</param>
/// <param name="Hash">SHA-256 (hex) over path and version, for the receipt; empty when absent.</param>
/// <param name="Missing">Why the language cannot be used, in words; null when it can.</param>
public sealed record Toolchain(LanguageProfile Profile, string? Program, string Version, string Hash, string? Missing)
{
    public string Language => Profile.Language;

    public bool Present => Missing is null;
}
