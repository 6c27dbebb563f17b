namespace Tanuki.Repositories.Changes;

/// <summary>Whether an edit was taken.</summary>
/// <param name="Refusal">What the model is told; null when it was taken.</param>
public sealed record EditResult(string? Refusal)
{
    public static EditResult Taken { get; } = new((string?)null);

    public bool IsTaken => Refusal is null;

    public static EditResult Refused(string why) => new(why);
}
