using System.ComponentModel;
using System.Text.Json.Nodes;
using Tanuki.Agents.Checking;
using Tanuki.Sandbox;

namespace Tanuki.Agents.Tests.Checking;

public sealed class ExchangeTests
{
    [Fact]
    public async Task A_harness_whose_worker_does_not_start_is_ended()
    {
        await using var sandbox = new OneProcessSandbox();
        var pair = new HarnessPair(sandbox.Allowed, [], new SandboxJob { Language = "python", Files = [] }, []);

        await using (var exchange = new Exchange(sandbox, pair, "secret", TimeProvider.System))
            await Assert.ThrowsAsync<Win32Exception>(() => exchange.RunAsync(() => { }, TestContext.Current.CancellationToken));

        Assert.Equal(1, sandbox.Started);
        Assert.Equal(1, sandbox.Ended);
    }

    /// <summary>Starts the allowed job, after the other one has failed.</summary>
    private sealed class OneProcessSandbox : ISandbox
    {
        private readonly TaskCompletionSource _failed = new();

        public SandboxJob Allowed { get; } = new() { Language = "python", Files = [] };

        public int Started { get; private set; }

        public int Ended { get; set; }

        public SandboxDescription Description { get; } = new("scripted", []);

        public Task<string?> PrepareAsync(string language, CancellationToken cancellationToken) => throw new InvalidOperationException();

        public Task<SandboxVerdict> RunAsync(SandboxJob job, CancellationToken cancellationToken) => throw new InvalidOperationException();

        public async Task<ISandboxProcess> StartAsync(SandboxJob job, CancellationToken cancellationToken)
        {
            if (!ReferenceEquals(job, Allowed))
            {
                _failed.SetResult();
                throw new Win32Exception(11);
            }

            await _failed.Task;
            Started++;
            return new Process(this);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class Process(OneProcessSandbox sandbox) : ISandboxProcess
    {
        public Stream StandardInput => Stream.Null;

        public Stream StandardOutput => Stream.Null;

        public Task<SandboxVerdict> Completion { get; } = new TaskCompletionSource<SandboxVerdict>().Task;

        public void Kill()
        {
        }

        public ValueTask DisposeAsync()
        {
            sandbox.Ended++;
            return ValueTask.CompletedTask;
        }
    }
}
