using Tanuki.Agents.Selection;

namespace Tanuki.Agents.Tests.Selection;

public sealed class CalibrationTableTests
{
    private static readonly CalibrationTable Table = new()
    {
        Id = "test",
        ModelSha256 = "unknown",
        FittedOn = "nothing",
        Classes =
        [
            new CalibrationClass(1, Information.Little, [new CalibrationPoint(0, 0.1, 20), new CalibrationPoint(0.5, 0.2, 20)]),
            new CalibrationClass(1, Information.Much, [new CalibrationPoint(0, 0.3, 20)]),
            new CalibrationClass(2, Information.Much, [new CalibrationPoint(0, 0.4, 20)]),
            new CalibrationClass(4, Information.Little, [new CalibrationPoint(0, 0.5, 20)]),
        ],
    };

    [Theory]
    [InlineData(0, Information.Much, 1, 0)]
    [InlineData(1, Information.Little, 0.4, 0.1)]
    [InlineData(1, Information.Little, 0.5, 0.2)]
    [InlineData(1, Information.Much, 0.4, 0.3)]
    [InlineData(2, Information.Little, 0.4, 0.1)] // that of fewer examples
    [InlineData(2, Information.Much, 0.4, 0.4)]
    [InlineData(3, Information.Much, 0.4, 0.4)]
    [InlineData(7, Information.Much, 0.4, 0.5)] // no class of its own: that of less information
    public void The_class_is_the_nearest_that_promises_no_more(int examples, Information information, double support, double confidence) =>
        Assert.Equal(confidence, Table.Confidence(examples, information, support).Value);

    [Fact]
    public void What_no_class_is_about_has_no_confidence_and_no_table() =>
        Assert.Null(Table.Confidence(0, Information.Much, 1).Calibration);
}
