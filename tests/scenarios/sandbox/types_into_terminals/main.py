import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)
if os.fork():
    os.wait()
    raise SystemExit
os.setsid()
_, terminal = os.openpty()
libc.ioctl(terminal, ctypes.c_ulong(0x540e), 0)
for name, command in (("push back", 0x5412), ("push back, high bits set", 0x100005412), ("selection", 0x541c)):
    result = libc.syscall(ctypes.c_long(29 if os.uname().machine == "aarch64" else 16), ctypes.c_long(terminal), ctypes.c_ulong(command), b"x")
    print(name, "denied" if result < 0 and ctypes.get_errno() == errno.EPERM else "reached the kernel", flush=True)
