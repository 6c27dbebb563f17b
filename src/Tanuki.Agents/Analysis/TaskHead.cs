namespace Tanuki.Agents.Analysis;

/// <param name="Type">As written, or null.</param>
internal sealed record Parameter(string Name, string? Type);

/// <summary>A function's head found in a task.</summary>
/// <param name="Prefill">The head verbatim up to where the body begins; null when the task gives the function whole.</param>
/// <param name="EntryPoint">The top-level name: the function, or the class that it is a method of.</param>
/// <param name="Function">The name in calls.</param>
/// <param name="Callee">What examples call: the name, or <c>Solution().name</c> for a method.</param>
/// <param name="DocStart">The docstring's place in the task text; empty where there is none.</param>
internal sealed record TaskHead(
    string? Prefill, string EntryPoint, string Function, string Callee, IReadOnlyList<Parameter> Parameters, int DocStart, int DocEnd);
