using System.Runtime.InteropServices;
using Tanuki.Core;
using Tanuki.Models.Gpu;

namespace Tanuki.Models.Tests.Gpu;

public sealed class GpuChoiceTests
{
    private static readonly GpuBuild[] Everything = [GpuBuild.Cuda13, GpuBuild.Cuda12, GpuBuild.Vulkan];

    [Fact]
    public void The_best_build_that_works_is_chosen()
    {
        Assert.Equal(GpuBuild.Cuda13, Auto(Machines.Nvidia.With(Everything)).Build);
        Assert.Equal(GpuBuild.Vulkan, Auto(Machines.Nvidia.With(GpuBuild.Vulkan)).Build);
        Assert.Equal(GpuBuild.Vulkan, Auto(Machines.Vulkan.With(Everything)).Build);
        Assert.Equal(GpuBuild.Metal, Auto(Machines.Mac).Build);
    }

    [Theory]
    [InlineData("535.183.01", GpuBuild.Cuda12)]
    [InlineData("470.256.02", GpuBuild.Vulkan)]
    [InlineData("a driver of tomorrow", GpuBuild.Cuda13)]
    [InlineData(null, GpuBuild.Cuda13)]
    public void An_old_driver_takes_the_older_libraries(string? driver, GpuBuild expected) =>
        Assert.Equal(expected, Auto((Machines.Nvidia with { NvidiaVersion = driver }).With(Everything)).Build);

    [Fact]
    public void Libraries_of_CUDA_that_are_missing_leave_the_other_version_or_Vulkan()
    {
        Assert.Equal(GpuBuild.Cuda12, Auto((Machines.Nvidia with { CudaLibraries = new HashSet<int> { 12 } }).With(Everything)).Build);
        Assert.Equal(GpuBuild.Vulkan, Auto((Machines.Nvidia with { CudaLibraries = new HashSet<int>() }).With(Everything)).Build);
    }

    [Fact]
    public void A_machine_without_graphics_processors_uses_its_processor()
    {
        Assert.Equal(new GpuChoice(null, "No graphics processor with a driver was found."), Auto(Machines.Bare.With(Everything)));
        Assert.Equal(new GpuChoice(null, "No graphics processor with a driver was found."), Auto(Machines.Bare with { Architecture = Architecture.Arm64 }));

        // A loader alone, which many machines have, is no device.
        Assert.Null(Auto((Machines.Vulkan with { HasDevice = false }).With(Everything)).Build);
    }

    [Fact]
    public void What_is_missing_last_is_said_with_what_would_help()
    {
        Assert.Equal(
            new GpuChoice(null, "The CUDA 13 build is not installed.", "`tanuki gpu install cuda13` fetches it."), Auto(Machines.Nvidia));
        Assert.Equal(
            new GpuChoice(null, "The Vulkan build is not installed.", "`tanuki gpu install vulkan` fetches it."),
            Auto(Machines.Nvidia with { CudaLibraries = new HashSet<int>() }));
        Assert.StartsWith("There is no Vulkan loader", Auto(Machines.Bare with { HasDevice = true }).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_build_that_crashed_is_left_alone_until_somebody_asks_for_it()
    {
        var crashed = Machines.Nvidia.With(GpuBuild.Cuda13, GpuBuild.Vulkan).AfterCrashOf(GpuBuild.Cuda13);
        Assert.Equal(GpuBuild.Vulkan, Auto(crashed).Build);
        Assert.Equal(GpuBuild.Cuda13, GpuChoice.Of(crashed, GpuWish.Cuda).Build);
        var alone = Auto(Machines.Vulkan.With(GpuBuild.Vulkan).AfterCrashOf(GpuBuild.Vulkan));
        Assert.Equal((null, "With the Vulkan build the engine aborted (signal 6)."), (alone.Build, alone.Reason));
    }

    [Fact]
    public void Off_is_off() =>
        Assert.Equal(new GpuChoice(null, "TANUKI_GPU says so."), GpuChoice.Of(Machines.Nvidia.With(Everything), GpuWish.Off));

    [Fact]
    public void A_wish_is_heard()
    {
        Assert.Equal(GpuBuild.Vulkan, GpuChoice.Of(Machines.Nvidia.With(Everything), GpuWish.Vulkan).Build);
        Assert.Equal(GpuBuild.Cuda12, GpuChoice.Of((Machines.Nvidia with { NvidiaVersion = "550.1" }).With(Everything), GpuWish.Cuda).Build);
        Assert.Equal(GpuBuild.Vulkan, GpuChoice.Of((Machines.Vulkan with { HasDevice = false }).With(Everything), GpuWish.Vulkan).Build);
    }

    [Theory]
    [InlineData(GpuWish.Cuda, "TANUKI_GPU asks for cuda, but there is no NVIDIA driver (libcuda.so.1).", "Install the driver")]
    [InlineData(GpuWish.Vulkan, "TANUKI_GPU asks for vulkan, but the Vulkan build is not installed.", "`tanuki gpu install vulkan`")]
    [InlineData(GpuWish.Metal, "TANUKI_GPU asks for metal, but there is no Metal build for Linux on X64.", null)]
    public void A_wish_that_cannot_be_had_is_an_error(GpuWish wish, string message, string? hint)
    {
        var error = Assert.Throws<TanukiException>(() => GpuChoice.Of(Machines.Vulkan, wish));
        Assert.Equal(message, error.Message);
        Assert.Equal(hint is null, error.Hint is null);
        Assert.StartsWith(hint ?? "", error.Hint ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, GpuWish.Auto)]
    [InlineData("off", GpuWish.Off)]
    [InlineData("vulkan", GpuWish.Vulkan)]
    public void Wishes_have_names(string? text, GpuWish wish) => Assert.Equal(wish, GpuWishes.Parse(text));

    [Theory]
    [InlineData("klingon")]
    [InlineData("CUDA")]
    [InlineData("1")]
    [InlineData("")]
    public void Other_wishes_are_wrong_usage(string text) =>
        Assert.Contains($"TANUKI_GPU is \"{text}\"", Assert.Throws<UsageException>(() => GpuWishes.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(GpuWish.Auto, "CUDA", true)]
    [InlineData(GpuWish.Off, "", true)]
    [InlineData(GpuWish.Off, "Vulkan", false)]
    [InlineData(GpuWish.Vulkan, "Vulkan", true)]
    [InlineData(GpuWish.Cuda, "Vulkan", false)]
    [InlineData(GpuWish.Cuda, "", false)]
    [InlineData(GpuWish.Metal, "MTL", true)]
    public void A_running_engine_does_what_is_asked_for_or_not(GpuWish wish, string gpu, bool does) => Assert.Equal(does, wish.IsWhat(gpu));

    private static GpuChoice Auto(GpuFacts facts) => GpuChoice.Of(facts, GpuWish.Auto);
}
