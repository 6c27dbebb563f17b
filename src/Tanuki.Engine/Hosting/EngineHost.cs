using Microsoft.AspNetCore.Server.Kestrel.Core;
using Tanuki.Core.Machine;
using Tanuki.Engine.Loading;
using Tanuki.Engine.Offloading;
using Tanuki.Engine.Resources;
using Tanuki.Engine.Serving;

namespace Tanuki.Engine.Hosting;

/// <summary>Serves the contract on the socket until nobody needs it any more. The caller holds the lock.</summary>
internal static class EngineHost
{
    private const int LargestRequest = 64 << 20;

    public static async Task RunAsync(EngineArguments arguments, TimeProvider time, CancellationToken cancellationToken)
    {
        PrivateFolder.Create(Path.GetDirectoryName(arguments.SocketPath)!);
        File.Delete(arguments.SocketPath);
        using var attachments = new Attachments(arguments.KeepAlive, time);
        var guard = new MemoryGuard(MachineMemory.Read);
        using var models = new ModelHost(arguments.Budget, new GpuLibrary(arguments.GpuLibrary, arguments.GpuLayers), guard, time);
        using var monitor = new ResourceMonitor(time);
        monitor.Taken += sample =>
        {
            if (MemoryGuard.FreeOf(sample.Memory) == 0)
                models.Current?.Trim();
        };
        await using var application = Build(arguments, attachments, models, monitor, guard, time);
        await application.StartAsync(cancellationToken);
        File.SetUnixFileMode(arguments.SocketPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        try
        {
            await attachments.Idle.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Told to stop, which is as good a reason to leave as idleness.
        }
        File.Delete(arguments.SocketPath);
        using var now = new CancellationTokenSource(TimeSpan.FromSeconds(1), time);
        await application.StopAsync(now.Token);
    }

    private static WebApplication Build(
        EngineArguments arguments, Attachments attachments, ModelHost models, ResourceMonitor monitor, MemoryGuard guard, TimeProvider time)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.Http2.MaxStreamsPerConnection = 1000;
            kestrel.ListenUnixSocket(arguments.SocketPath, listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddRouting();
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = LargestRequest;
            grpc.MaxSendMessageSize = LargestRequest;
        });
        builder.Services.AddSingleton(attachments);
        builder.Services.AddSingleton(models);
        builder.Services.AddSingleton(monitor);
        builder.Services.AddSingleton(guard);
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton<EngineService>();
        var application = builder.Build();
        application.MapGrpcService<EngineService>();
        return application;
    }
}
