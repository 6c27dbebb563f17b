import mmap
import time

held = []
for _ in range(20):
    block = mmap.mmap(-1, 16 << 20)
    block.write(b"x" * (16 << 20))
    held.append(block)
    time.sleep(0.01)
time.sleep(0.2)
print("320 MiB")
