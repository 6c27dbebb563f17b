using System.Net;
using Grpc.Health.V1;
using Grpc.HealthCheck;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Tanuki.Core;
using Tanuki.Sandbox.Remote;
using Tanuki.Sandbox.Server.Jobs;
using Tanuki.Sandbox.Server.Serving;

namespace Tanuki.Sandbox.Server.Hosting;

/// <summary>Serves the contract until told to stop; then takes no more jobs, and gives those that run some time.</summary>
internal static class ServerHost
{
    /// <summary>What killed programs and the last replies may take.</summary>
    private static readonly TimeSpan EndTime = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan PingAfter = TimeSpan.FromSeconds(10);

    /// <summary>Of what is read of those who show no token.</summary>
    private const int MostHealthBytes = 1024;

    /// <param name="log">Where people read what the server does.</param>
    /// <exception cref="TanukiException">There is no sandbox, or a file cannot be used.</exception>
    public static async Task RunAsync(SandboxServerArguments arguments, TextWriter log, TimeProvider time, CancellationToken cancellationToken)
    {
        var token = ServerToken.Obtain(arguments.TokenFile, Environment.GetEnvironmentVariable);
        var tls = arguments.Certificate is null ? null : ServerTls.Load(arguments.Certificate, arguments.Key!, arguments.ClientAuthorities);
        await using var sandbox = await SandboxFactory.OpenAsync(arguments.Driver, cancellationToken);
        using var admission = new Admission(arguments.Places, arguments.Queue, time);
        using var shutdown = new Shutdown();
        using var jobs = new JobStore(sandbox.RunAsync, admission, shutdown, arguments.Keep, time);
        var health = new HealthServiceImpl();
        health.SetStatus("", HealthCheckResponse.Types.ServingStatus.Serving);
        var service = new SandboxService(sandbox, admission, jobs, shutdown, time);

        await using var application = Build(arguments, tls, token, service, health);
        await application.StartAsync(cancellationToken);
        Introduce(arguments, token, sandbox, application, log);
        await StoppedAsync(cancellationToken);

        admission.Close();
        health.SetStatus("", HealthCheckResponse.Types.ServingStatus.NotServing);
        await log.WriteLineAsync($"Stopping: no more jobs are taken, and what runs has {arguments.Grace.TotalSeconds:0} s.");
        if (!await WithinAsync(admission.Idle, arguments.Grace, time))
        {
            await shutdown.EndAsync();
            await WithinAsync(admission.Idle, EndTime, time);
        }

        using var now = new CancellationTokenSource(EndTime, time);
        await application.StopAsync(now.Token);
    }

    private static WebApplication Build(
        SandboxServerArguments arguments, ServerTls? tls, ServerToken token, SandboxService service, HealthServiceImpl health)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.MaxConcurrentConnections = 1000;
            kestrel.Limits.Http2.MaxStreamsPerConnection = 250;
            // A client that is gone without a word holds programs; it is found out by its silence.
            kestrel.Limits.Http2.KeepAlivePingDelay = PingAfter;
            kestrel.Limits.Http2.KeepAlivePingTimeout = PingAfter;
            Listen(kestrel, arguments.Listen, listen =>
            {
                listen.Protocols = HttpProtocols.Http2;
                if (tls is not null)
                    listen.UseHttps(tls.Apply);
            });
            if (arguments.Health is { } plain)
                Listen(kestrel, plain, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddRouting();
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = JobMessages.MostJobBytes + 4096;
            grpc.MaxSendMessageSize = null;
        }).AddServiceOptions<HealthServiceImpl>(strangers => strangers.MaxReceiveMessageSize = MostHealthBytes);
        builder.Services.AddSingleton(service);
        builder.Services.AddSingleton(health);
        var application = builder.Build();
        application.Use(token.GuardAsync);
        application.MapGrpcService<SandboxService>();
        application.MapGrpcService<HealthServiceImpl>();
        application.MapGet(ServerToken.HealthPath, async context =>
        {
            var reply = await health.Check(new HealthCheckRequest(), null!);
            var serving = reply.Status == HealthCheckResponse.Types.ServingStatus.Serving;
            context.Response.StatusCode = serving ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            await context.Response.WriteAsync(serving ? "serving\n" : "stopping\n", context.RequestAborted);
        });
        return application;
    }

    private static void Listen(KestrelServerOptions kestrel, IPEndPoint address, Action<ListenOptions> configure)
    {
        // Every address includes those of IPv4, and is that alone on a machine without IPv6.
        if (address.Address.Equals(IPAddress.IPv6Any))
            kestrel.ListenAnyIP(address.Port, configure);
        else
            kestrel.Listen(address, configure);
    }

    private static void Introduce(SandboxServerArguments arguments, ServerToken token, ISandbox sandbox, WebApplication application, TextWriter log)
    {
        log.WriteLine($"Programs run with {sandbox.Description.Driver}: {arguments.Places} at a time, {arguments.Queue} more wait.");
        foreach (var limit in sandbox.Description.NotEnforced)
            log.WriteLine($"not enforced: {limit}");
        if (arguments.Certificate is null && arguments.Insecure)
            log.WriteLine("warning: without TLS the token and all programs travel readable to this server.");
        log.WriteLine($"The token is {token.Origin}. Whoever has it can run programs here.");
        var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToList();
        if (addresses.Count > 1)
            log.WriteLine($"Health is told at {addresses[1]}{ServerToken.HealthPath}");
        log.WriteLine($"Listening on {addresses[0]}");
    }

    private static async Task StoppedAsync(CancellationToken cancellationToken)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (cancellationToken.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), stopped))
            await stopped.Task;
    }

    private static async Task<bool> WithinAsync(Task task, TimeSpan time, TimeProvider provider)
    {
        try
        {
            await task.WaitAsync(time, provider);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
