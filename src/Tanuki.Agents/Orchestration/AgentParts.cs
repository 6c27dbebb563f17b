using Tanuki.Agents.Checking;
using Tanuki.Agents.Selection;
using Tanuki.Agents.Specialists;
using Tanuki.Models.Backbones;
using Tanuki.Sandbox;

namespace Tanuki.Agents.Orchestration;

/// <summary>What a <see cref="CodingAgent"/> works with.</summary>
public sealed record AgentParts
{
    /// <summary>Called when work on a run begins and whenever a round does; a run that has its answer needs no model.</summary>
    public required Func<CancellationToken, Task<IBackbone>> Backbone { get; init; }

    public required ISandbox Sandbox { get; init; }

    public required ICandidateChecker Checker { get; init; }

    public CalibrationTable Calibration { get; init; } = CalibrationTable.Bundled;

    /// <summary>Candidates checked at once over all runs that share these parts; default: one per core.</summary>
    public SemaphoreSlim CheckSlots { get; init; } = new(Environment.ProcessorCount);

    /// <summary>Whom the router may choose from.</summary>
    public SpecialistLibrary Specialists { get; init; } = SpecialistLibrary.Bundled;

    public RunFolders Folders { get; init; } = RunFolders.Default;

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
