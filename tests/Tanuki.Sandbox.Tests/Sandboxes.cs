using System.Text;
using Tanuki.Sandbox.Bubblewrap;

[assembly: AssemblyFixture(typeof(Tanuki.Sandbox.Tests.SandboxesFixture))]

namespace Tanuki.Sandbox.Tests;

/// <summary>Closes what outlives a test.</summary>
public sealed class SandboxesFixture : IAsyncDisposable
{
    public ValueTask DisposeAsync() => new(Sandboxes.CloseAsync());
}

/// <summary>The sandboxes under test, opened once.</summary>
internal static class Sandboxes
{
    private static readonly Lazy<Task<ISandbox>> Opened = new(() => SandboxFactory.OpenAsync(SandboxPreference.Bubblewrap, CancellationToken.None));

    private static readonly Lazy<Task<ISandbox>> OpenedWithoutCgroups = new(async () =>
        (await BubblewrapProbe.OpenAsync(controlGroups: false, CancellationToken.None)).Sandbox!);

    private static readonly Lazy<Task<ISandbox>> OpenedUnsafe = new(() => SandboxFactory.OpenAsync(SandboxPreference.UnsafeNone, CancellationToken.None));

    private static readonly Lazy<Task<ISandbox>> OpenedDocker = new(() => SandboxFactory.OpenAsync(SandboxPreference.Docker, CancellationToken.None));

    public static Task<ISandbox> Bubblewrap => Opened.Value;

    public static Task<ISandbox> Docker => OpenedDocker.Value;

    /// <summary>The drivers that isolate, by their names.</summary>
    public static string[] Isolating { get; } = ["bubblewrap", "docker"];

    public static Task<ISandbox> Named(string driver) => driver == "docker" ? Docker : Bubblewrap;

    public static async Task CloseAsync()
    {
        foreach (var opened in new[] { Opened, OpenedDocker }.Where(opened => opened.IsValueCreated))
            await (await opened.Value).DisposeAsync();
    }

    /// <summary>What users without control groups get.</summary>
    public static Task<ISandbox> WithoutCgroups => OpenedWithoutCgroups.Value;

    public static Task<ISandbox> Unsafe => OpenedUnsafe.Value;

    /// <summary>bubblewrap with a filter that allows every system call.</summary>
    public static Task<ISandbox> WithoutSeccomp { get; } =
        Task.FromResult<ISandbox>(new BubblewrapSandbox("/usr/bin/bwrap", cgroups: null, [0x06, 0, 0, 0, 0, 0, 0xff, 0x7f]));

    public static SandboxJob Job(string language, string source, string stdin = "") => new()
    {
        Language = language,
        Files = [new SandboxFile(Profiles.ProfileCatalogue.Find(language)!.MainFile, Encoding.UTF8.GetBytes(source))],
        StandardInput = Encoding.UTF8.GetBytes(stdin),
    };

    public static async Task<SandboxVerdict> RunAsync(this Task<ISandbox> sandbox, string language, string source, string stdin = "") =>
        await (await sandbox).RunAsync(Job(language, source, stdin), TestContext.Current.CancellationToken);

    public static async Task<SandboxVerdict> RunAsync(this Task<ISandbox> sandbox, SandboxJob job) =>
        await (await sandbox).RunAsync(job, TestContext.Current.CancellationToken);
}
