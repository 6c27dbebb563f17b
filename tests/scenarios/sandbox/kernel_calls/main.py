import ctypes
import errno
import os
import platform

libc = ctypes.CDLL(None, use_errno=True)
arm = platform.machine() == "aarch64"
buffer = ctypes.create_string_buffer(4096)
NEWUSER, NEWNS = 0x10000000, 0x00020000

calls = [
    ("ptrace traceme", 101, 117, 0, 0, 0, 0),
    ("process_vm_readv", 310, 270, os.getpid(), buffer, 0, buffer, 0, 0),
    ("keyctl", 250, 219, 0, -3, 1),
    ("add_key", 248, 217, b"user", b"name", b"value", 5, -3),
    ("io_uring_setup", 425, 425, 1, buffer),
    ("bpf", 321, 280, 0, buffer, 64),
    ("perf_event_open", 298, 241, buffer, 0, -1, -1, 0),
    ("userfaultfd", 323, 282, 1),
    ("personality", 135, 92, 0x0040000),
    ("mount", 165, 40, b"none", b"/tmp", b"tmpfs", 0, 0),
    ("umount2", 166, 39, b"/proc", 2),
    ("pivot_root", 155, 41, b"/tmp", b"/tmp"),
    ("chroot", 161, 51, b"/tmp"),
    ("fsopen", 430, 430, b"tmpfs", 0),
    ("open_tree", 428, 428, -100, b"/", 1),
    ("mknodat device", 259, 33, -100, b"/tmp/device", 0o20600, 0x103),
    ("open_by_handle_at", 304, 265, 0, buffer, 0),
    ("setns", 308, 268, 0, 0),
    ("init_module", 175, 105, buffer, 16, b""),
    ("kexec_load", 246, 104, 0, 0, 0, 0),
    ("reboot", 169, 142, 0, 0, 0),
    ("swapon", 167, 224, b"/tmp/none", 0),
    ("quotactl", 179, 60, 0, 0, 0, 0),
    ("acct", 163, 89, b"/tmp/none"),
    ("clock_settime", 227, 112, 0, buffer),
    ("unshare user and mount", 272, 97, NEWUSER | NEWNS),
    ("clone with a new user namespace", 56, 220, NEWUSER | 17, 0, 0, 0, 0),
    ("clone3", 435, 435, buffer, 64),
]
for name, x64, arm64, *arguments in calls:
    ctypes.set_errno(0)
    result = libc.syscall(ctypes.c_long(arm64 if arm else x64), *(ctypes.c_long(a) if isinstance(a, int) else a for a in arguments))
    if name.startswith("clone with") and result == 0:
        os._exit(0)
    print(name, "worked" if result >= 0 else errno.errorcode[ctypes.get_errno()])
os.mkfifo("/tmp/fifo")
print("mkfifo worked")
