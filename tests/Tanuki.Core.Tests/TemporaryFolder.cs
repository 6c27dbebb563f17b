namespace Tanuki.Core.Tests;

internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("tanuki-core-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
