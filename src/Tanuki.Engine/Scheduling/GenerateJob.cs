namespace Tanuki.Engine.Scheduling;

/// <summary>One prompt, several samples.</summary>
internal sealed class GenerateJob : Job
{
    public GenerateJob(
        int[] tokens, IReadOnlyList<long> seeds, GenerationSettings settings, Outbox outbox, CancellationToken cancellationToken)
        : base(tokens, tokens.Length - 1, cancellationToken)
    {
        Settings = settings;
        Outbox = outbox;
        Samples = seeds.Select((seed, index) => new Sample(this, index, seed)).ToList();
    }

    public GenerationSettings Settings { get; }

    public Outbox Outbox { get; }

    public IReadOnlyList<Sample> Samples { get; }

    public SiblingLookup Siblings { get; } = new();

    public override int Branches => Samples.Count;

    public override int BranchTokens => Samples.Count * Settings.MaxTokens;

    public override void Fail(Exception exception) => Outbox.Fail(exception);
}
