using System.Text.Json;
using System.Text.Json.Serialization;
using Tanuki.Core;
using Tanuki.Models.Downloads;

namespace Tanuki.Models.Catalogue;

[JsonSerializable(typeof(CatalogueDocument))]
[JsonSerializable(typeof(DownloadState))]
[JsonSerializable(typeof(CatalogueEntry))]
[JsonSerializable(typeof(Dictionary<string, DigestCache.Line?>), TypeInfoPropertyName = "Digests")]
internal sealed partial class CatalogueJson : JsonSerializerContext
{
    public static CatalogueJson Compact { get; } = new(new JsonSerializerOptions(TanukiJson.Compact));

    public static CatalogueJson Indented { get; } = new(new JsonSerializerOptions(TanukiJson.Indented));
}
