namespace Tanuki.Sandbox;

/// <summary>Which driver to use; see <see cref="SandboxFactory"/>.</summary>
public enum SandboxPreference
{
    /// <summary>bubblewrap, else Docker; never <see cref="UnsafeNone"/>.</summary>
    Auto,
    Bubblewrap,
    Docker,

    /// <summary>A server that the environment names (<c>TANUKI_SANDBOX_URL</c>); never chosen by itself, since programs leave the machine.</summary>
    Remote,

    /// <summary>No isolation at all: only for a user who said <c>--unsafe-no-sandbox</c>.</summary>
    UnsafeNone,
}
