using System.Text.Json.Serialization;

namespace Tanuki.Cli.Doctor;

internal enum DoctorStatus
{
    Ok,

    /// <summary>Something is missing or weaker; the main job works without it.</summary>
    Note,

    /// <summary>The main job cannot work.</summary>
    Failed,
}

/// <param name="Detail">What was found, for people.</param>
/// <param name="Hint">What would help; null when nothing is to be done.</param>
internal sealed record DoctorCheck(
    string Id,
    DoctorStatus Status,
    string Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Hint = null);

/// <param name="Ok">The main job can work.</param>
internal sealed record DoctorReport(bool Ok, IReadOnlyList<DoctorCheck> Checks);
