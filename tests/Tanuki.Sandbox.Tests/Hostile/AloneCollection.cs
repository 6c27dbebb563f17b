namespace Tanuki.Sandbox.Tests.Hostile;

/// <summary>Tests that look at everything that this process has left behind, and so must not run beside others.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
