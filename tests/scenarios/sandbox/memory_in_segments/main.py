import ctypes

libc = ctypes.CDLL(None, use_errno=True)
libc.shmat.restype = ctypes.c_void_p
for _ in range(8):
    segment = libc.shmget(0, ctypes.c_size_t(32 << 20), 0o1600)
    if segment < 0:
        raise SystemExit("refused")
    place = libc.shmat(segment, None, 0)
    ctypes.memset(place, 1, 32 << 20)
    libc.shmdt(ctypes.c_void_p(place))
print("256 MiB")
