using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Tanuki.Core.Evidence;
using Tanuki.Core.Runs;

namespace Tanuki.Core;

/// <summary>The one JSON dialect of receipts, events and <c>--json</c> output: snake_case names, relaxed escaping.</summary>
public static class TanukiJson
{
    public static JsonSerializerOptions Compact { get; } = Create(indented: false);

    public static JsonSerializerOptions Indented { get; } = Create(indented: true);

    private static JsonSerializerOptions Create(bool indented)
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            WriteIndented = indented,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        };
        // Reflection costs a run tens of milliseconds at its start; what is not in a generated context still has it.
        options.TypeInfoResolver = JsonTypeInfoResolver.Combine(CoreJson.Default, new DefaultJsonTypeInfoResolver());
        options.MakeReadOnly();
        return options;
    }
}

/// <summary>
/// Generated metadata. It sets every <c>init</c> property, one that is missing in the text to null or zero: what has another
/// default is a constructor's optional parameter, or turns null into it.
/// </summary>
[JsonSerializable(typeof(RunEvent))]
[JsonSerializable(typeof(Verdict))]
internal sealed partial class CoreJson : JsonSerializerContext;
