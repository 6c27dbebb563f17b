import ctypes
import errno
import os
import signal

libc = ctypes.CDLL(None, use_errno=True)
arm = os.uname().machine == "aarch64"
HIGH = 1 << 32


def call(name, number, *arguments):
    result = libc.syscall(ctypes.c_long(number), *(ctypes.c_long(argument) for argument in arguments))
    error = ctypes.get_errno()
    if name == "clone" and result == 0:
        os._exit(0)
    print(name, "denied" if result < 0 and error in (errno.EPERM, errno.EAFNOSUPPORT) else "reached the kernel", flush=True)


call("clone", 220 if arm else 56, HIGH | 0x10000000 | signal.SIGCHLD, 0, 0, 0, 0)
call("socket", 198 if arm else 41, HIGH | 16, 3, 0)
call("personality", 92 if arm else 135, HIGH | 0x0040000)
