using System.Text.Json.Serialization;

namespace Tanuki.Core.Evidence;

/// <summary>What Tanuki promises about an answer.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Verdict>))]
public enum Verdict
{
    /// <summary>The user's own tests passed, or the calibrated confidence is at least 0.9.</summary>
    [JsonStringEnumMemberName("verified")] Verified,

    /// <summary>An answer without enough evidence behind it.</summary>
    [JsonStringEnumMemberName("unverified")] Unverified,

    /// <summary>The best attempt fails a check that the user gave.</summary>
    [JsonStringEnumMemberName("refuted")] Refuted,

    /// <summary>No program worth showing came back.</summary>
    [JsonStringEnumMemberName("gave_up")] GaveUp,
}
