namespace Tanuki.Tools.Policy;

/// <summary>How far tools may go.</summary>
public enum AccessMode
{
    /// <summary>Look at everything. Programs run, and what they change is thrown away.</summary>
    ReadOnly,

    /// <summary>Change the workspace, which is a private copy. Nothing leaves the machine without a person.</summary>
    WorkspaceWrite,

    /// <summary>Act outward too.</summary>
    Full,
}

/// <summary>When a person is asked.</summary>
public enum ApprovalMode
{
    /// <summary>Nobody is there to be asked: what needs a person is refused.</summary>
    Never,

    /// <summary>For what leaves the machine or cannot be taken back.</summary>
    OnRisk,

    /// <summary>For every call that does more than read.</summary>
    Always,
}
