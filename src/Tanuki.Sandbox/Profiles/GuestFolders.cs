namespace Tanuki.Sandbox.Profiles;

/// <summary>Where a program sees its own files, the compiler's output, and what was generated for the compiler.</summary>
internal sealed record GuestFolders(string Work, string Build, string Generated)
{
    public static GuestFolders Private { get; } = new("/work", "/build", "/generated");
}
