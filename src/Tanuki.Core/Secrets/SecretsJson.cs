using System.Text.Json.Serialization;

namespace Tanuki.Core.Secrets;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SecretPatterns))]
internal sealed partial class SecretsJson : JsonSerializerContext;
