using Tanuki.Core;
using Tanuki.Sandbox;
using Tanuki.Sandbox.Sessions;

namespace Tanuki.Evaluation.Repositories;

internal static class Sessions
{
    /// <exception cref="UsageException">The sandbox offers none.</exception>
    public static ISandboxSessions Of(ISandbox sandbox) => sandbox as ISandboxSessions ?? throw new UsageException(
        $"Work on repositories needs a sandbox with sessions, which {sandbox.Description.Driver} has not.", "Pass --sandbox bubblewrap or --sandbox docker.");
}
