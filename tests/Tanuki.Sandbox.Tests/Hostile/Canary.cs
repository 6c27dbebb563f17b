namespace Tanuki.Sandbox.Tests.Hostile;

/// <summary>Proves that an attack works where one protection is missing.</summary>
/// <param name="Without">
/// <c>everything</c>: with the user's own rights; <c>seccomp</c>: in bubblewrap without the filter; <c>control_groups</c>: in
/// bubblewrap without them; <c>limits</c>: in bubblewrap with those of <paramref name="Limits"/>; <c>inheritance</c>: started as a
/// careless caller starts programs, with its variables and open files.
/// </param>
/// <param name="Survives">The attack leaves a process behind.</param>
internal sealed record Canary(
    string Without, IReadOnlyList<SandboxOutcome> Outcomes, string? Stdout = null, IReadOnlyList<string>? Prints = null, bool Survives = false, ScenarioLimits? Limits = null)
{
    public Expectation Expectation => new(Outcomes, Stdout, Prints);

    public Task<ISandbox> Sandbox => Without switch
    {
        "everything" => Sandboxes.Unsafe,
        "seccomp" => Sandboxes.WithoutSeccomp,
        "control_groups" => Sandboxes.WithoutCgroups,
        "limits" when Limits is not null => Sandboxes.Bubblewrap,
        "inheritance" => Task.FromResult<ISandbox>(new CarelessCaller()),
        _ => throw new InvalidOperationException($"'{Without}' is no protection."),
    };
}
