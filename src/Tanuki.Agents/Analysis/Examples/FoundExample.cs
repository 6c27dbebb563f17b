using Tanuki.Agents.Analysis.Literals;
using Tanuki.Agents.Checking;

namespace Tanuki.Agents.Analysis.Examples;

/// <summary>An example, and what mutation needs of it.</summary>
/// <param name="Before">What stands before the call in the checked expression, e.g. <c>sorted(</c>.</param>
/// <param name="Expected">The value when it is a literal.</param>
internal sealed record FoundExample(Example Example, Call Call, string Before, string After, Literal? Expected);
