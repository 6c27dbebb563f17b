using Tanuki.Models.Gpu;

namespace Tanuki.Models.Tests.Gpu;

public sealed class GpuProbeTests : IDisposable
{
    private readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void An_empty_machine_has_nothing()
    {
        var facts = Read();
        Assert.Equal(
            (false, null, 0, false, false, "-"),
            (facts.HasCudaDriver, facts.NvidiaVersion, facts.CudaLibraries.Count, facts.HasVulkanLoader, facts.HasDevice, facts.Drivers));
    }

    [Fact]
    public void Drivers_are_found_by_their_files_and_libraries()
    {
        scratch.Write("sys/module/nvidia/version", "580.65.06\n"u8.ToArray());
        scratch.Write("dev/dri/renderD128", []);
        scratch.Write("usr/share/vulkan/icd.d/nvidia_icd.json", "{}"u8.ToArray());

        var facts = Read("libcuda.so.1", "libcudart.so.13", "libcublas.so.13", "libcudart.so.12", "libvulkan.so.1");

        Assert.Equal((true, "580.65.06", true, true), (facts.HasCudaDriver, facts.NvidiaVersion, facts.HasVulkanLoader, facts.HasDevice));
        Assert.Equal([13], facts.CudaLibraries);
        Assert.StartsWith("580.65.06 nvidia_icd.json@", facts.Drivers, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_driver_is_noticed()
    {
        var manifest = scratch.Write("etc/vulkan/icd.d/radeon_icd.json", "{}"u8.ToArray());
        var before = Read().Drivers;
        Assert.Equal(before, Read().Drivers);
        File.SetLastWriteTimeUtc(manifest, new DateTime(2026, 2, 2, 0, 0, 0, DateTimeKind.Utc));
        Assert.NotEqual(before, Read().Drivers);
    }

    [Fact]
    public void This_machine_can_be_looked_at() => Assert.NotEmpty(GpuProbe.Read().Drivers);

    private GpuFacts Read(params string[] libraries) => GpuProbe.Read(scratch.Root, libraries.Contains);
}
