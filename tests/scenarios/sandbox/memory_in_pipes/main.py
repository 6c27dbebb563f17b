import fcntl
import os

held, total = [], 0
for _ in range(64):
    reading, writing = os.pipe()
    held += [reading, writing]
    os.set_blocking(writing, False)
    try:
        fcntl.fcntl(writing, 1031, 1 << 20)
        while True:
            total += os.write(writing, b"x" * 65536)
    except OSError:
        pass
print("more than 40 MiB" if total > 40 << 20 else "little")
