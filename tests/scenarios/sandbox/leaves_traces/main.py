import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
found = []
for folder in (os.getcwd(), "/tmp", "/dev/shm", "/var/tmp"):
    path = os.path.join(folder, "tanuki-trace")
    if os.path.exists(path):
        found.append("file")
        os.unlink(path)
    else:
        try:
            open(path, "w").close()
        except OSError:
            pass
queue = libc.msgget(0x7a6e6b69, 0)
if queue >= 0:
    found.append("queue")
    libc.msgctl(queue, 0, None)
else:
    libc.msgget(0x7a6e6b69, 0o1600)
print(sorted(set(found)))
