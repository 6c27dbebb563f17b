namespace Tanuki.Sandbox.Tests.Fuzzing;

public class OutputReaderTests
{
    private const double Short = 2;
    private const double Long = 150;

    [Fact]
    public void Head_and_tail_are_exact_for_any_bytes_cut_anywhere() => OutputReaderFuzz.HeadAndTail(Short);

    [Fact]
    public void The_launchers_report_is_understood_or_ignored() => OutputReaderFuzz.LaunchersReport(Short);

    [Fact]
    public void Frames_of_two_streams_come_apart_however_they_are_cut() => OutputReaderFuzz.Frames(Short);

    [Fact]
    public void The_keepers_report_is_understood_or_refused() => OutputReaderFuzz.KeepersReport(Short);

    [Fact, Trait("Category", "Long")]
    public void Ten_minutes_of_the_same()
    {
        OutputReaderFuzz.HeadAndTail(Long);
        OutputReaderFuzz.LaunchersReport(Long);
        OutputReaderFuzz.Frames(Long);
        OutputReaderFuzz.KeepersReport(Long);
    }
}
