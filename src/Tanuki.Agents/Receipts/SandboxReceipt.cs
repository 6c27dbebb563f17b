using Tanuki.Core.Receipts;
using Tanuki.Sandbox;

namespace Tanuki.Agents.Receipts;

/// <summary>What a receipt says about where programs ran.</summary>
internal static class SandboxReceipt
{
    public static ReceiptSandbox Describe(SandboxDescription sandbox, string? prepared, IReadOnlyDictionary<string, string> limits)
    {
        var contained = sandbox.Driver == "docker";
        return new ReceiptSandbox
        {
            Driver = sandbox.Driver,
            Image = contained ? prepared : null,
            Toolchain = contained ? null : prepared,
            Limits = limits,
            NotEnforced = sandbox.NotEnforced,
        };
    }
}
