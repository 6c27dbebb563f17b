using System.Text.Json;
using System.Text.Json.Serialization;
using Tanuki.Core;
using Tanuki.Models.Engines;

namespace Tanuki.Models.Gpu;

/// <summary>What <c>tanuki gpu install</c> fetches for one build: pinned in a folder beside the engine that npm understands.</summary>
/// <param name="Folder">Holds <c>package.json</c> and its lock file.</param>
/// <param name="Version">Of the package; libraries of another one do not fit the engine.</param>
/// <param name="Library">Where the library lies in the package.</param>
/// <param name="DownloadBytes">What npm fetches.</param>
/// <param name="LibraryBytes">What stays.</param>
internal sealed record GpuPackage(string Folder, string Name, string Version, string Library, long DownloadBytes, long LibraryBytes)
{
    public const string Manifest = "package.json", Lock = "package-lock.json";

    /// <returns>Null: there is no package for this build.</returns>
    /// <exception cref="TanukiException">There is no engine, or its files are damaged.</exception>
    public static GpuPackage? Find(ModelEnvironment environment, GpuBuild build)
    {
        var folder = Path.Combine(NativeFolder(environment), "gpu", build.Id());
        var path = Path.Combine(folder, Manifest);
        if (!File.Exists(path))
            return null;
        try
        {
            var file = JsonSerializer.Deserialize(File.ReadAllBytes(path), GpuPackageJson.Default.GpuPackageFile)!;
            var (name, version) = file.Dependencies.Single();
            return new GpuPackage(folder, name, version, file.Tanuki.Library, file.Tanuki.DownloadBytes, file.Tanuki.LibraryBytes);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new TanukiException($"{path} is damaged.", "Build the engine again.", e);
        }
    }

    /// <summary>Where llama.cpp's own libraries lie.</summary>
    public static string NativeFolder(ModelEnvironment environment) =>
        Path.Combine(Path.GetDirectoryName(EngineProgram.Find(environment).Assembly)!, "native");
}

internal sealed record GpuPackageFile(Dictionary<string, string> Dependencies, GpuPackageFile.Part Tanuki)
{
    internal sealed record Part(string Library, long DownloadBytes, long LibraryBytes);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(GpuPackageFile))]
internal sealed partial class GpuPackageJson : JsonSerializerContext;
