import os
import signal
import time

children = []
for _ in range(4):
    child = os.fork()
    if child == 0:
        held = b"x" * (64 << 20)
        time.sleep(1)
        os._exit(0)
    children.append(child)
for child in children:
    _, status = os.waitpid(child, 0)
    if status:
        raise SystemExit("a child was killed")
print("256 MiB in 4 processes")
