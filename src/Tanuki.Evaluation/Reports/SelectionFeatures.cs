using System.Text.Json.Serialization;
using Tanuki.Agents.Selection;

namespace Tanuki.Evaluation.Reports;

/// <summary>What the confidence of an answer is read from.</summary>
/// <param name="Accepted">Whether the answer passes everything it was checked with.</param>
/// <param name="Examples">Examples and user tests that the answer passed.</param>
/// <param name="UserTests">How many of those are the user's tests.</param>
/// <param name="Agreeing">Candidates that pass everything and behave like the answer, itself included; 0 unless accepted.</param>
/// <param name="Checked">Candidates checked.</param>
/// <param name="Probes">Mutated inputs on which behaviour was compared.</param>
/// <param name="Bits">Of its results on them, see <see cref="BehaviourGroup.Bits"/>; older reports lack it, a replay finds it again.</param>
/// <param name="Passing">Candidates that pass everything, however they behave; older reports lack it, a replay finds it again.</param>
public sealed record SelectionFeatures(
    bool Accepted, int Examples, int UserTests, int Agreeing, int Checked, int Probes, double Bits = 0, int Passing = 0)
{
    public static SelectionFeatures None { get; } = new(false, 0, 0, 0, 0, 0);

    [JsonIgnore]
    public Information Information => BehaviourGroup.InformationOf(Bits);

    [JsonIgnore]
    public bool EnoughAgree => BehaviourGroup.EnoughAgree(Agreeing, Passing, Bits);

    [JsonIgnore]
    public double Support => BehaviourGroup.Support(Agreeing, Checked, EnoughAgree);
}
