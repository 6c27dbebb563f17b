using System.Text.Json.Serialization;

namespace Tanuki.Agents.Selection;

/// <summary>How much it says that candidates agree on their results on the probes; see <see cref="BehaviourGroup.Bits"/>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Information>))]
public enum Information
{
    /// <summary>What nearly always answers the same passes an example by chance, and wrong programs agree on it.</summary>
    [JsonStringEnumMemberName("little")]
    Little,

    /// <summary>16 bits and more, as sixteen answers of which half are yes.</summary>
    [JsonStringEnumMemberName("much")]
    Much,
}
