namespace Tanuki.Models.Tests;

/// <summary>A private folder that is gone afterwards, with an environment whose data, runtime and models lie in it.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public ScratchFolder()
    {
        foreach (var name in (string[])["home/models", "data", "run", "work"])
            Directory.CreateDirectory(At(name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("tanuki-models-").FullName;

    public ModelEnvironment Environment => new()
    {
        BaseDirectory = At("home/bin/release"),
        WorkingDirectory = At("work"),
        DataDirectory = At("data"),
        RuntimeDirectory = At("run"),
    };

    public string At(string relative) => Path.Combine(Root, relative);

    public string Write(string relative, byte[] content)
    {
        var path = At(relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        File.SetLastWriteTimeUtc(path, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        return path;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
