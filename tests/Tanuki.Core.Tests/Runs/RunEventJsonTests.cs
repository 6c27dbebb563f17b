using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tanuki.Core.Runs;

namespace Tanuki.Core.Tests.Runs;

public class RunEventJsonTests
{
    [Fact]
    public void What_an_older_log_does_not_have_gets_its_default()
    {
        const string Old = """{"type":"run_started","task":{"text":"Write f."},"settings":{"candidates":3}}""";
        var started = Assert.IsType<RunStarted>(JsonSerializer.Deserialize<RunEvent>(Old, TanukiJson.Compact));
        Assert.Equal(new RunSettings { Candidates = 3 }, started.Settings);
        Assert.Empty(started.Task.Files);
    }

    [Theory]
    [InlineData("""{"type":"run_started","task":{"text":"Write f.","files":null},"settings":{}}""")]
    [InlineData("""{"type":"run_started","task":{},"settings":{}}""")]
    [InlineData("""{"type":"candidate_proposed","round":0}""")]
    public void What_every_log_has_may_not_be_missing(string damaged) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<RunEvent>(damaged, TanukiJson.Compact));

    [Fact]
    public void Generated_metadata_write_and_read_what_reflection_does()
    {
        var reflection = new JsonSerializerOptions(TanukiJson.Compact) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };
        foreach (var entry in SampleEvents.All)
        {
            var text = JsonSerializer.Serialize(entry, reflection);
            Assert.Equal(text, JsonSerializer.Serialize(entry, TanukiJson.Compact));
            Assert.Equal(text, JsonSerializer.Serialize(JsonSerializer.Deserialize<RunEvent>(text, TanukiJson.Compact), reflection));
        }
    }
}
