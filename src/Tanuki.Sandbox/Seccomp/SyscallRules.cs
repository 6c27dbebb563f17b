namespace Tanuki.Sandbox.Seccomp;

internal enum ArgumentTestKind
{
    /// <summary>Denied when the argument, masked, equals one of the values.</summary>
    Deny,

    /// <summary>Denied unless the argument, masked, equals one of the values.</summary>
    AllowOnly,

    /// <summary>Denied when the argument has one of the mask's bits.</summary>
    DenyAnyBit,
}

internal sealed record ArgumentTest(int Argument, ArgumentTestKind Kind, uint Mask, params IReadOnlyList<uint> Values);

/// <param name="X64">The call's number on x64; null where it does not exist.</param>
/// <param name="Arm64">The call's number on arm64; null where it does not exist.</param>
/// <param name="Test">Null denies every use.</param>
internal sealed record SyscallRule(string Name, int? X64, int? Arm64, int Error, ArgumentTest? Test = null);

/// <summary>System calls that a program has no need for and that widen what it could attack in the kernel.</summary>
internal static class SyscallRules
{
    public const int NotPermitted = 1;
    public const int NotImplemented = 38;
    public const int FamilyNotSupported = 97;

    private const uint NewNamespaces = 0x7e020000;
    private const uint FileType = 0xf000;
    private const uint CharacterDevice = 0x2000;
    private const uint BlockDevice = 0x6000;
    private const uint Unix = 1;
    private const uint Inet = 2;
    private const uint Inet6 = 10;
    private const uint PushBackInput = 0x5412;
    private const uint ConsoleSelection = 0x541c;

    public static IReadOnlyList<SyscallRule> All { get; } =
    [
        // Other processes.
        Deny("ptrace", 101, 117),
        Deny("process_vm_readv", 310, 270),
        Deny("process_vm_writev", 311, 271),
        Deny("process_madvise", 440, 440),
        Deny("kcmp", 312, 272),
        Deny("pidfd_getfd", 438, 438),

        // Namespaces. clone3 hides its flags behind a pointer; with ENOSYS, C libraries go back to clone.
        Deny("unshare", 272, 97),
        Deny("setns", 308, 268),
        new("clone", 56, 220, NotPermitted, new ArgumentTest(0, ArgumentTestKind.DenyAnyBit, NewNamespaces)),
        new("clone3", 435, 435, NotImplemented),

        // Mounts and file systems.
        Deny("mount", 165, 40),
        Deny("umount2", 166, 39),
        Deny("pivot_root", 155, 41),
        Deny("chroot", 161, 51),
        Deny("open_tree", 428, 428),
        Deny("move_mount", 429, 429),
        Deny("fsopen", 430, 430),
        Deny("fsconfig", 431, 431),
        Deny("fsmount", 432, 432),
        Deny("fspick", 433, 433),
        Deny("mount_setattr", 442, 442),
        Deny("open_tree_attr", 467, 467),
        Deny("open_by_handle_at", 304, 265),
        Deny("name_to_handle_at", 303, 264),
        Deny("fanotify_init", 300, 262),
        Deny("quotactl", 179, 60),
        Deny("quotactl_fd", 443, 443),
        new("mknod", 133, null, NotPermitted, new ArgumentTest(1, ArgumentTestKind.Deny, FileType, CharacterDevice, BlockDevice)),
        new("mknodat", 259, 33, NotPermitted, new ArgumentTest(2, ArgumentTestKind.Deny, FileType, CharacterDevice, BlockDevice)),

        // Kernel interfaces with a long history of holes.
        Deny("bpf", 321, 280),
        Deny("perf_event_open", 298, 241),
        Deny("userfaultfd", 323, 282),
        Deny("io_uring_setup", 425, 425),
        Deny("io_uring_enter", 426, 426),
        Deny("io_uring_register", 427, 427),
        Deny("add_key", 248, 217),
        Deny("request_key", 249, 218),
        Deny("keyctl", 250, 219),
        new("socket", 41, 198, FamilyNotSupported, new ArgumentTest(0, ArgumentTestKind.AllowOnly, uint.MaxValue, Unix, Inet, Inet6)),
        new("socketpair", 53, 199, FamilyNotSupported, new ArgumentTest(0, ArgumentTestKind.AllowOnly, uint.MaxValue, Unix)),
        new("ioctl", 16, 29, NotPermitted, new ArgumentTest(1, ArgumentTestKind.Deny, uint.MaxValue, PushBackInput, ConsoleSelection)),
        new("personality", 135, 92, NotPermitted, new ArgumentTest(0, ArgumentTestKind.AllowOnly, uint.MaxValue, 0, uint.MaxValue)),
        Deny("modify_ldt", 154, null),
        Deny("move_pages", 279, 239),
        Deny("migrate_pages", 256, 238),
        Deny("uselib", 134, null),
        Deny("lookup_dcookie", 212, 18),
        Deny("_sysctl", 156, null),
        Deny("nfsservctl", 180, 42),

        // The machine.
        Deny("init_module", 175, 105),
        Deny("finit_module", 313, 273),
        Deny("delete_module", 176, 106),
        Deny("create_module", 174, null),
        Deny("kexec_load", 246, 104),
        Deny("kexec_file_load", 320, 294),
        Deny("reboot", 169, 142),
        Deny("swapon", 167, 224),
        Deny("swapoff", 168, 225),
        Deny("acct", 163, 89),
        Deny("syslog", 103, 116),
        Deny("vhangup", 153, 58),
        Deny("iopl", 172, null),
        Deny("ioperm", 173, null),
        Deny("settimeofday", 164, 170),
        Deny("clock_settime", 227, 112),
        Deny("clock_adjtime", 305, 266),
        Deny("adjtimex", 159, 171),
        Deny("sethostname", 170, 161),
        Deny("setdomainname", 171, 162),
    ];

    /// <summary>Without the rules that keep a debugger from the processes beside it.</summary>
    public static IReadOnlyList<SyscallRule> ForDebuggers { get; } =
        [.. All.Where(rule => rule.Name is not ("ptrace" or "process_vm_readv" or "process_vm_writev"))];

    /// <summary>
    /// What makes memory that no process need have mapped: denied as well where only the memory of processes is measured.
    /// </summary>
    public static IReadOnlyList<SyscallRule> UncountedMemory { get; } =
    [
        new("memfd_create", 319, 279, NotImplemented),
        new("memfd_secret", 447, 447, NotImplemented),
        new("shmget", 29, 194, NotImplemented),
    ];

    private static SyscallRule Deny(string name, int? x64, int? arm64) => new(name, x64, arm64, NotPermitted);
}
