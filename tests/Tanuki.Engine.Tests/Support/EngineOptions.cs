namespace Tanuki.Engine.Tests.Support;

/// <summary>How an engine is started.</summary>
internal sealed record EngineOptions
{
    public int KeepAliveSeconds { get; init; } = 60;

    public int AdapterMebibytes { get; init; } = 512;

    public int PrefixMebibytes { get; init; } = 256;

    public int PrefixDiskMebibytes { get; init; }

    /// <summary>Null: the one of whoever runs the tests.</summary>
    public string? DataFolder { get; init; }

    /// <summary>A library that is to use graphics processors.</summary>
    public string? GpuLibrary { get; init; }

    /// <summary>A control group that the engine shares with nobody.</summary>
    public MemoryLimit? Limit { get; init; }

    public IReadOnlyList<string> Arguments =>
    [
        "--keep-alive", $"{KeepAliveSeconds}", "--adapter-memory", $"{AdapterMebibytes}",
        "--prefix-memory", $"{PrefixMebibytes}", "--prefix-disk", $"{PrefixDiskMebibytes}",
        .. GpuLibrary is null ? [] : (string[])["--gpu-library", GpuLibrary],
    ];
}
