namespace Tanuki.Tools.Steps;

/// <summary>What a whole step may spend on tools.</summary>
public sealed record ToolBudget
{
    /// <summary>Default 24, at least 1. Requests that are refused or do not fit count too: a model that repeats them must come to an end.</summary>
    public int Calls { get; init; } = 24;

    /// <summary>Wall time of all calls together; default 5 min, more than zero.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Tokens of all results together; default 8,000, at least 1. The last result may go over it by its own size.</summary>
    public int Tokens { get; init; } = 8000;

    internal static void Validate(ToolBudget budget)
    {
        if (budget.Calls < 1 || budget.Time <= TimeSpan.Zero || budget.Tokens < 1)
            throw new ArgumentOutOfRangeException(nameof(budget), budget, "A budget is more than nothing.");
    }
}
