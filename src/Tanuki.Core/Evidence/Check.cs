using System.Text.Json.Serialization;

namespace Tanuki.Core.Evidence;

/// <summary>Where a check comes from, strongest first.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CheckKind>))]
public enum CheckKind
{
    [JsonStringEnumMemberName("user_test")] UserTest,
    [JsonStringEnumMemberName("example")] Example,
    [JsonStringEnumMemberName("agreement")] Agreement,
    [JsonStringEnumMemberName("property")] Property,
    [JsonStringEnumMemberName("generated_test")] GeneratedTest,
    [JsonStringEnumMemberName("build")] Build,
    [JsonStringEnumMemberName("lint")] Lint,
    [JsonStringEnumMemberName("review")] Review,
}

/// <summary><see cref="Error"/> means that the check could not be decided: a crash, a time-out, a sandbox failure.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CheckOutcome>))]
public enum CheckOutcome
{
    [JsonStringEnumMemberName("passed")] Passed,
    [JsonStringEnumMemberName("failed")] Failed,
    [JsonStringEnumMemberName("error")] Error,
}

/// <summary>One executed check of one candidate, as the receipt shows it.</summary>
/// <param name="Origin">Where the check was found, e.g. <c>task text</c>, <c>docstring</c> or the test file's name.</param>
/// <param name="Text">The check itself, e.g. <c>is_prime(2) == True</c>.</param>
/// <param name="Milliseconds">Wall time inside the sandbox.</param>
/// <param name="Detail">Why it did not pass, as text for people and for the model; null when it passed.</param>
public sealed record Check(
    CheckKind Kind,
    string Origin,
    string Text,
    CheckOutcome Outcome,
    [property: JsonPropertyName("ms")] double Milliseconds,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Detail = null);
