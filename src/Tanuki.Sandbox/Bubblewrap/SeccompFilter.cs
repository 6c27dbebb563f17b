using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Tanuki.Sandbox.Seccomp;

namespace Tanuki.Sandbox.Bubblewrap;

/// <summary>
/// Assembles the classic-BPF program that the kernel runs before each system call: allow, except for what
/// <see cref="SyscallRules"/> lists.
/// </summary>
internal static class SeccompFilter
{
    private const uint Allow = 0x7fff0000;
    private const uint Errno = 0x00050000;
    private const uint KillProcess = 0x80000000;

    private const ushort LoadWord = 0x20;
    private const ushort JumpEqual = 0x15;
    private const ushort JumpAtLeast = 0x35;
    private const ushort JumpAnyBit = 0x45;
    private const ushort AndWith = 0x54;
    private const ushort Return = 0x06;

    private const uint NumberOffset = 0;
    private const uint ArchitectureOffset = 4;
    private const uint ArgumentsOffset = 16;

    /// <param name="memoryIsCounted">Whether a control group counts memory that no process has mapped.</param>
    public static byte[] ForThisMachine(bool memoryIsCounted) => ForThisMachine(SyscallRules.All, memoryIsCounted);

    /// <inheritdoc cref="ForThisMachine(bool)"/>
    public static byte[] ForDebuggers(bool memoryIsCounted) => ForThisMachine(SyscallRules.ForDebuggers, memoryIsCounted);

    private static byte[] ForThisMachine(IReadOnlyList<SyscallRule> always, bool memoryIsCounted)
    {
        IEnumerable<SyscallRule> rules = memoryIsCounted ? always : [.. always, .. SyscallRules.UncountedMemory];
        return RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => Build(rules, 0xc000003e, rule => rule.X64, rejectX32: true),
            Architecture.Arm64 => Build(rules, 0xc00000b7, rule => rule.Arm64, rejectX32: false),
            var other => throw new PlatformNotSupportedException($"There is no system call table for {other}."),
        };
    }

    internal static byte[] Build(IEnumerable<SyscallRule> rules, uint architecture, Func<SyscallRule, int?> number, bool rejectX32)
    {
        var program = new List<byte>();
        Emit(program, LoadWord, ArchitectureOffset);
        Emit(program, JumpEqual, architecture, whenTrue: 1);
        Emit(program, Return, KillProcess);
        Emit(program, LoadWord, NumberOffset);
        if (rejectX32)
        {
            Emit(program, JumpAtLeast, 0x40000000, whenFalse: 1);
            Emit(program, Return, Errno | SyscallRules.NotImplemented);
        }

        foreach (var rule in rules)
        {
            if (number(rule) is not { } syscall)
                continue;
            var body = Body(rule);
            Emit(program, JumpEqual, (uint)syscall, whenFalse: (byte)(body.Count / 8));
            program.AddRange(body);
        }

        Emit(program, Return, Allow);
        return [.. program];
    }

    private static List<byte> Body(SyscallRule rule)
    {
        var body = new List<byte>();
        var deny = Errno | (uint)rule.Error;
        if (rule.Test is not { } test)
        {
            Emit(body, Return, deny);
            return body;
        }

        // Arguments are 64 bits wide; the kernel's int and flag arguments look at the low half, first in memory here.
        Emit(body, LoadWord, ArgumentsOffset + (uint)test.Argument * 8);
        if (test.Mask != uint.MaxValue && test.Kind != ArgumentTestKind.DenyAnyBit)
            Emit(body, AndWith, test.Mask);
        if (test.Kind == ArgumentTestKind.DenyAnyBit)
            Emit(body, JumpAnyBit, test.Mask, whenFalse: 1);
        else
        {
            for (var i = 0; i < test.Values.Count; i++)
            {
                var toEnd = (byte)(test.Values.Count - 1 - i);
                Emit(body, JumpEqual, test.Values[i], whenTrue: (byte)(toEnd + (test.Kind == ArgumentTestKind.AllowOnly ? 1 : 0)),
                    whenFalse: (byte)(i == test.Values.Count - 1 && test.Kind == ArgumentTestKind.Deny ? 1 : 0));
            }
        }

        Emit(body, Return, deny);
        Emit(body, Return, Allow);
        return body;
    }

    private static void Emit(List<byte> program, ushort code, uint value, byte whenTrue = 0, byte whenFalse = 0)
    {
        Span<byte> instruction = stackalloc byte[8];
        BinaryPrimitives.WriteUInt16LittleEndian(instruction, code);
        instruction[2] = whenTrue;
        instruction[3] = whenFalse;
        BinaryPrimitives.WriteUInt32LittleEndian(instruction[4..], value);
        foreach (var part in instruction)
            program.Add(part);
    }
}
