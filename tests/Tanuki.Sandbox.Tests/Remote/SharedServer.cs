[assembly: AssemblyFixture(typeof(Tanuki.Sandbox.Tests.Remote.SharedServer))]

namespace Tanuki.Sandbox.Tests.Remote;

/// <summary>One server for all tests that only have programs run, started when the first asks.</summary>
public sealed class SharedServer : IAsyncDisposable
{
    private static readonly Lazy<Task<ServerProcess>> Started = new(() => ServerProcess.StartAsync());

    private static readonly Lazy<Task<ISandbox>> Opened = new(async () => await (await Started.Value).OpenAsync());

    internal static Task<ServerProcess> Process => Started.Value;

    internal static Task<ISandbox> Sandbox => Opened.Value;

    public async ValueTask DisposeAsync()
    {
        if (Opened.IsValueCreated)
            await (await Opened.Value).DisposeAsync();
        if (Started.IsValueCreated)
            await (await Started.Value).DisposeAsync();
    }
}
