import ctypes
import mmap
import os

child = os.fork()
if child == 0:
    # mov eax, 20 (getpid); int 0x80; ret
    code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    code.write(b"\xb8\x14\x00\x00\x00\xcd\x80\xc3")
    answer = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))()
    os._exit(0 if answer == os.getpid() else 1)
_, status = os.waitpid(child, 0)
print("answered" if status == 0 else "killed" if os.WIFSIGNALED(status) else "refused")
