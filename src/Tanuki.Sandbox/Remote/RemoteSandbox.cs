using Grpc.Core;
using Tanuki.Sandbox.Contract;
using Tanuki.Sandbox.Processes;
using Tanuki.Sandbox.Profiles;
using Tanuki.Sandbox.Workspaces;

namespace Tanuki.Sandbox.Remote;

/// <summary>Has programs run by a sandbox server (`tanuki sandbox serve`). Whatever the server or the way to it does wrong is a failure of the sandbox.</summary>
internal sealed class RemoteSandbox(RemoteLink link, ServerDescription server, TimeSpan patience) : ISandbox
{
    /// <summary>What a job may take on top of its own limits, an image that is built first included.</summary>
    private static readonly TimeSpan Overhead = TimeSpan.FromMinutes(3);

    private readonly ServerInstance _instance = new(server.Instance);

    public SandboxDescription Description { get; } = new("remote", [.. server.NotEnforced]);

    public async Task<string?> PrepareAsync(string language, CancellationToken cancellationToken)
    {
        try
        {
            var reply = await link.Client.PrepareAsync(new PrepareRequest { Language = language }, link.Within(Overhead, cancellationToken));
            return reply.HasId ? reply.Id : null;
        }
        catch (RpcException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
    }

    public async Task<SandboxVerdict> RunAsync(SandboxJob job, CancellationToken cancellationToken)
    {
        var profile = Check(job);
        var message = JobMessages.Of(job, interactive: false);
        if (TooLarge(job, message) is { } reason)
            return Failure(profile, reason);
        try
        {
            return await new RemoteRun(link, _instance, message, LimitOf(job, profile), patience).RunAsync(cancellationToken);
        }
        catch (RemoteFailure failure)
        {
            return Failure(profile, failure.Message);
        }
    }

    public async Task<ISandboxProcess> StartAsync(SandboxJob job, CancellationToken cancellationToken)
    {
        var profile = Check(job);
        var message = JobMessages.Of(job, interactive: true);
        if (TooLarge(job, message) is { } reason)
            return SandboxedProcess.Ended(Failure(profile, reason));
        var room = new Backoff(patience, TimeProvider.System);
        while (true)
        {
            try
            {
                return await RemoteProcess.StartAsync(
                    link, message, LimitOf(job, profile), reason => Verdicts.Failure(SandboxPhase.Run, reason, Description.NotEnforced), cancellationToken);
            }
            catch (RpcException e)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!RemoteFailure.IsBusy(e, out var retryAfter))
                    return SandboxedProcess.Ended(Failure(profile, RemoteFailure.Reason(e)));
                if (!await room.WaitAsync(retryAfter, cancellationToken))
                    return SandboxedProcess.Ended(Failure(profile, $"the sandbox server had no room for the program within {patience.TotalSeconds:0.#} s"));
            }
            catch (RemoteFailure failure)
            {
                return SandboxedProcess.Ended(Failure(profile, failure.Message));
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        link.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>What is wrong with a job by any server's measure is a bug of the caller, and found before it is sent.</summary>
    private static LanguageProfile Check(SandboxJob job)
    {
        ArgumentNullException.ThrowIfNull(job);
        SandboxLimitsCheck.Validate(job);
        JobFolder.CheckFiles(job);
        return ProfileCatalogue.Find(job.Language) ?? throw new ArgumentException($"There is no profile for the language '{job.Language}'.", nameof(job));
    }

    private string? TooLarge(SandboxJob job, Job message)
    {
        if (message.CalculateSize() is var size && size > server.MostJobBytes)
            return $"the job has {size} bytes, and the sandbox server takes at most {server.MostJobBytes}";
        return job.Limits.KeptOutputBytes > server.MostKeptOutputBytes
            ? $"the job wants {job.Limits.KeptOutputBytes} bytes of each stream kept, and the sandbox server keeps at most {server.MostKeptOutputBytes}"
            : null;
    }

    private TimeSpan LimitOf(SandboxJob job, LanguageProfile profile) =>
        patience + (profile.Compile?.Limits.Time ?? TimeSpan.Zero) + job.Limits.Time + Overhead;

    private SandboxVerdict Failure(LanguageProfile profile, string reason) =>
        Verdicts.Failure(profile.Compile is null ? SandboxPhase.Run : SandboxPhase.Compile, reason, Description.NotEnforced);
}
