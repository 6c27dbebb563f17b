using Tanuki.Engine.Grammars;

namespace Tanuki.Engine.Scheduling;

/// <param name="Temperature">0 is greedy.</param>
/// <param name="TopP">In (0, 1].</param>
/// <param name="MaxTokens">Per sample, at least 1.</param>
/// <param name="Stop">None of them empty.</param>
/// <param name="TopTwo">Whether the two best log-probabilities at each position are reported.</param>
/// <param name="IgnoreEnd">Whether samples go on past a token that ends the text.</param>
/// <param name="Guesses">Whether tokens may be guessed ahead; only the time depends on it.</param>
/// <param name="Constraint">What the text must look like; null: anything.</param>
internal sealed record GenerationSettings(
    float Temperature, float TopP, int MaxTokens, IReadOnlyList<string> Stop, bool TopTwo = false, bool IgnoreEnd = false,
    bool Guesses = true, Constraint? Constraint = null);
