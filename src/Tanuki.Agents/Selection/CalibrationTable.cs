using System.Text.Json;
using Tanuki.Core.Receipts;
using Tanuki.Models.Backbones;

namespace Tanuki.Agents.Selection;

/// <summary>
/// How often an answer turned out right, by how many examples it passed, how much its results say, and its support;
/// fitted by <c>tanuki eval calibrate</c> on tasks that are not reported on.
/// </summary>
public sealed record CalibrationTable
{
    private static readonly Lazy<CalibrationTable> Shipped = new(LoadShipped);

    public static CalibrationTable Bundled => Shipped.Value;

    /// <summary>A short hash of the content; goes into receipts.</summary>
    public required string Id { get; init; }

    public required string ModelSha256 { get; init; }

    /// <summary>Which tasks it was fitted on, in words.</summary>
    public required string FittedOn { get; init; }

    public required IReadOnlyList<CalibrationClass> Classes { get; init; }

    /// <summary>This table for the model that it was fitted on; for any other an empty one, since it knows nothing of that.</summary>
    public CalibrationTable For(BackboneInfo model) => model.Sha256 == ModelSha256 ? this : this with { Classes = [] };

    /// <summary>
    /// The rate of the class with the most examples, and among those the most informative results, that exceeds neither, at the largest support not
    /// above <paramref name="support"/>.
    /// </summary>
    /// <param name="examples">Examples and user tests passed.</param>
    /// <param name="support">See <see cref="BehaviourGroup.Support(int, int, bool)"/>.</param>
    public Confidence Confidence(int examples, Information information, double support)
    {
        var basis = FormattableString.Invariant(
            $"{Text.Count(examples, "example or test", "examples or tests")}, {InWords(information)}, support {support:0.00}");
        var known = Classes.Where(entry => entry.Examples <= examples && entry.Information <= information).MaxBy(entry => (entry.Examples, entry.Information));
        var point = known?.Points.Where(entry => entry.Support <= support + 1e-9).MaxBy(entry => entry.Support);
        return new Confidence(point?.Confidence ?? 0, basis, point is null ? null : Id);
    }

    private static string InWords(Information information) => information == Information.Little ? "results that say little" : "results that say much";

    private static CalibrationTable LoadShipped()
    {
        using var stream = typeof(CalibrationTable).Assembly.GetManifestResourceStream("calibration.json")!;
        return JsonSerializer.Deserialize(stream, AgentsJson.Compact.CalibrationTable)!;
    }
}

/// <param name="Examples">0, 1 or 2; 2 stands for two and more.</param>
/// <param name="Information">Stands for more as well where the table has no class for those.</param>
public sealed record CalibrationClass(int Examples, Information Information, IReadOnlyList<CalibrationPoint> Points);

/// <param name="Tasks">How many tasks the rate was seen on.</param>
public sealed record CalibrationPoint(double Support, double Confidence, int Tasks);
