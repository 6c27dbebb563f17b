using System.Text.Json.Serialization;
using Tanuki.Agents.Aggregation;

namespace Tanuki.Agents.Jobs;

/// <summary>Something that is wrong with a program, and what shows it.</summary>
/// <param name="Line">From 1; null where execution does not say.</param>
/// <param name="Call">The call that shows it; null for what is seen without executing anything.</param>
/// <param name="Origin">Who named the call: the specialist, or where it was found.</param>
public sealed record Finding(
    FindingSeverity Severity,
    FindingEvidence Evidence,
    string Path,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Line,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Call,
    string Message,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Origin = null);

/// <summary>What shows a finding, strongest first.</summary>
public enum FindingEvidence
{
    /// <summary>An example of the task or of the documentation gives something else.</summary>
    Example,

    /// <summary>An exception that neither the task nor the program's own text asks for.</summary>
    Exception,

    TimeOut,

    /// <summary>Two executions gave different results.</summary>
    Nondeterminism,

    /// <summary>Programs written anew for the same task agree on another result.</summary>
    Alternatives,

    /// <summary>The text has a secret in it.</summary>
    Secret,

    /// <summary>The text calls something that is dangerous with input of others.</summary>
    DangerousCall,
}
