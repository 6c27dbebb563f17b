namespace Tanuki.Tools;

/// <summary>What a tool may do to the world; declared by its code, never by a model or by a server.</summary>
[Flags]
public enum ToolEffects
{
    None = 0,

    /// <summary>Its result may hold what is nobody else's business, such as the user's files.</summary>
    ReadsPrivateData = 1,

    /// <summary>Its result may hold text that strangers wrote.</summary>
    BringsUntrustedContent = 2,

    /// <summary>Something leaves the machine: an address that is asked for is already a message.</summary>
    ActsOutward = 4,

    WritesWorkspace = 8,

    /// <summary>Programs of the workspace run, in its sandbox.</summary>
    RunsPrograms = 16,

    /// <summary>Nothing takes it back; a person is asked whatever else is set.</summary>
    NeedsPerson = 32,
}
