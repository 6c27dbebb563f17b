using System.Text.Json;
using System.Text.Json.Nodes;
using Tanuki.Sandbox.Seccomp;

namespace Tanuki.Sandbox.Docker;

/// <summary>
/// <see cref="SyscallRules"/> as the profile that Docker takes: allow, except for what is listed. Other architectures'
/// calls kill the program, since the profile names only the machine's own.
/// </summary>
internal static class SeccompProfile
{
    public static string Json { get; } = Build(SyscallRules.All);

    public static string JsonForDebuggers { get; } = Build(SyscallRules.ForDebuggers);

    private static string Build(IReadOnlyList<SyscallRule> all)
    {
        var rules = new JsonArray();
        foreach (var rule in all)
        {
            foreach (var arguments in rule.Test is null ? [new JsonArray()] : Tests(rule.Test).Select(test => new JsonArray(test)))
            {
                rules.Add(new JsonObject
                {
                    ["names"] = new JsonArray(rule.Name),
                    ["action"] = "SCMP_ACT_ERRNO",
                    ["errnoRet"] = rule.Error,
                    ["args"] = arguments,
                });
            }
        }

        return new JsonObject { ["defaultAction"] = "SCMP_ACT_ALLOW", ["syscalls"] = rules }.ToJsonString(JsonSerializerOptions.Default);
    }

    /// <summary>Each becomes a rule of its own.</summary>
    private static IEnumerable<JsonObject> Tests(ArgumentTest test) => test switch
    {
        { Kind: ArgumentTestKind.Deny } => test.Values.Select(value => Masked(test.Argument, test.Mask, value)),
        { Kind: ArgumentTestKind.DenyAnyBit } => Bits(test.Mask).Select(bit => Masked(test.Argument, bit, bit)),
        _ => Others(test.Values).Select(block => Masked(test.Argument, block.Mask, block.Value)),
    };

    /// <summary>
    /// Everything but the values, as aligned blocks: libseccomp joins several tests of one argument with "or", so "none
    /// of these" cannot be said directly.
    /// </summary>
    internal static IEnumerable<(uint Mask, uint Value)> Others(IReadOnlyList<uint> values)
    {
        var waiting = new Stack<(int Bits, uint Value)>([(0, 0u)]);
        while (waiting.TryPop(out var block))
        {
            var mask = block.Bits == 0 ? 0 : uint.MaxValue << (32 - block.Bits);
            if (!values.Any(value => (value & mask) == block.Value))
                yield return (mask, block.Value);
            else if (block.Bits < 32)
            {
                waiting.Push((block.Bits + 1, block.Value));
                waiting.Push((block.Bits + 1, block.Value | 1u << (31 - block.Bits)));
            }
        }
    }

    private static IEnumerable<uint> Bits(uint mask) => Enumerable.Range(0, 32).Select(bit => 1u << bit).Where(bit => (mask & bit) != 0);

    /// <summary>Arguments are 64 bits wide; the kernel's int and flag arguments look at the low half.</summary>
    private static JsonObject Masked(int argument, uint mask, uint value) => new()
    {
        ["index"] = argument,
        ["op"] = "SCMP_CMP_MASKED_EQ",
        ["value"] = mask,
        ["valueTwo"] = value,
    };
}
