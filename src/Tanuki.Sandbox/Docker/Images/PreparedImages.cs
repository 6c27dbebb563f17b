using Docker.DotNet;
using Docker.DotNet.Models;
using Tanuki.Sandbox.Profiles;

namespace Tanuki.Sandbox.Docker.Images;

/// <summary>
/// Images that <c>deploy/sandbox/build</c> made: one of the language alone, else one of all. They are taken as they are, so
/// that a machine needs no toolchain of its own.
/// </summary>
internal static class PreparedImages
{
    private const string LanguagesLabel = "tanuki.sandbox.languages";
    private const string SdkLabel = "tanuki.sandbox.sdk";

    public static async Task<LanguageImage?> FindAsync(DockerClient client, string repository, LanguageProfile profile)
    {
        foreach (var tag in (string[])[profile.Language, "all"])
        {
            if (await InspectAsync(client, $"{repository}:{tag}") is { } image && Holds(image, profile))
                return new LanguageImage(image.ID, new Toolchain(profile, Placeholders.Machine(profile.Programs[0]), "", image.ID, null));
        }

        return null;
    }

    private static bool Holds(ImageInspectResponse image, LanguageProfile profile) =>
        image.Config?.Labels is { } labels
        && labels.TryGetValue(LanguagesLabel, out var languages)
        && languages.Split(' ').Contains(profile.Language, StringComparer.Ordinal)

        // Commands name the folders of this machine's .NET.
        && (!profile.Programs[0].Contains("{dotnet}", StringComparison.Ordinal)
            || (labels.TryGetValue(SdkLabel, out var sdk) && sdk == Placeholders.Machine("{sdk}")));

    private static async Task<ImageInspectResponse?> InspectAsync(DockerClient client, string name)
    {
        try
        {
            return await client.Images.InspectImageAsync(name);
        }
        catch (DockerImageNotFoundException)
        {
            return null;
        }
    }
}
