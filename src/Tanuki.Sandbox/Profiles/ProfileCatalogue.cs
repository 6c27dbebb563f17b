using System.Text.Json;
using System.Text.Json.Serialization;
using Tanuki.Core;

namespace Tanuki.Sandbox.Profiles;

/// <summary>The language profiles that ship inside this assembly.</summary>
public static class ProfileCatalogue
{
    private static readonly Lazy<Dictionary<string, LanguageProfile>> Profiles = new(Load);

    /// <summary>Ordered by language name.</summary>
    public static IReadOnlyList<LanguageProfile> All => [.. Profiles.Value.Values.OrderBy(profile => profile.Language, StringComparer.Ordinal)];

    /// <summary>Null when no profile has this canonical name.</summary>
    public static LanguageProfile? Find(string language) => Profiles.Value.GetValueOrDefault(language);

    private static Dictionary<string, LanguageProfile> Load()
    {
        var assembly = typeof(ProfileCatalogue).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".profile.json", StringComparison.Ordinal))
            .Select(name =>
            {
                using var stream = assembly.GetManifestResourceStream(name)!;
                return JsonSerializer.Deserialize(stream, ProfileJson.Compact.LanguageProfile)!;
            })
            .Select(profile => profile.Compile?.Generated is { } generated
                ? profile with { Compile = profile.Compile with { Generated = generated.ToDictionary(file => file.Key, file => Content(file.Value)) } }
                : profile)
            .ToDictionary(profile => profile.Language);
    }

    private static string Content(string text)
    {
        if (text is not ['@', .. var name])
            return text;
        using var reader = new StreamReader(typeof(ProfileCatalogue).Assembly.GetManifestResourceStream($"{typeof(ProfileCatalogue).Namespace}.Data.{name}")!);
        return reader.ReadToEnd();
    }
}

[JsonSerializable(typeof(LanguageProfile))]
internal sealed partial class ProfileJson : JsonSerializerContext
{
    public static ProfileJson Compact { get; } = new(new JsonSerializerOptions(TanukiJson.Compact));
}
