using System.Collections.Concurrent;
using Docker.DotNet;
using Docker.DotNet.Models;
using Tanuki.Sandbox.Profiles;

namespace Tanuki.Sandbox.Docker.Images;

/// <summary>
/// Images that <c>deploy/sandbox/build</c> made: one of the language alone, else one of all. They are taken as they are, so
/// that a machine needs no toolchain of its own.
/// </summary>
internal sealed class PreparedImages(string repository = "tanuki-sandbox")
{
    private const string LanguagesLabel = "tanuki.sandbox.languages";
    private const string SdkLabel = "tanuki.sandbox.sdk";

    private readonly ConcurrentDictionary<string, LanguageImage?> _found = new(StringComparer.Ordinal);

    /// <summary>Null when there is none; asked of the daemon once per language.</summary>
    /// <exception cref="Exception">What <see cref="DockerFailure.Is"/> knows.</exception>
    public async Task<LanguageImage?> FindAsync(DockerHost host, LanguageProfile profile, CancellationToken cancellationToken)
    {
        if (_found.TryGetValue(profile.Language, out var known))
            return known;
        LanguageImage? found = null;
        foreach (var tag in (string[])["all", profile.Language])
        {
            if (await InspectAsync(host, $"{repository}:{tag}", cancellationToken) is { } image && Holds(image, profile))
                found = new LanguageImage(image.ID, new Toolchain(profile, Placeholders.Machine(profile.Programs[0]), "", image.ID, null));
        }

        _found[profile.Language] = found;
        return found;
    }

    /// <summary>Asks for the image anew; for one that somebody removed.</summary>
    public void Forget(string language) => _found.TryRemove(language, out _);

    private static bool Holds(ImageInspectResponse image, LanguageProfile profile) =>
        image.Config?.Labels is { } labels
        && labels.TryGetValue(LanguagesLabel, out var languages)
        && languages.Split(' ').Contains(profile.Language, StringComparer.Ordinal)

        // Commands name the folders of this machine's .NET.
        && (!profile.Programs[0].Contains("{dotnet}", StringComparison.Ordinal)
            || (labels.TryGetValue(SdkLabel, out var sdk) && sdk == Placeholders.Machine("{sdk}")));

    private static async Task<ImageInspectResponse?> InspectAsync(DockerHost host, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await DockerFailure.WithinAsync(host.Times.Request, limited => host.Client.Images.InspectImageAsync(name, limited), cancellationToken);
        }
        catch (DockerImageNotFoundException)
        {
            return null;
        }
    }
}
