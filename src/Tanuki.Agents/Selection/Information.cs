using System.Text.Json.Serialization;

namespace Tanuki.Agents.Selection;

/// <summary>How much it says that candidates agree on their results on the probes; exceptions are none.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Information>))]
public enum Information
{
    /// <summary>Below 12 bits. What nearly always answers the same passes an example by chance, and wrong programs agree on it.</summary>
    [JsonStringEnumMemberName("little")]
    Little,

    /// <summary>12 bits and more, as twelve answers of which half are yes.</summary>
    [JsonStringEnumMemberName("some")]
    Some,

    /// <summary>Six different results and more.</summary>
    [JsonStringEnumMemberName("much")]
    Much,
}
