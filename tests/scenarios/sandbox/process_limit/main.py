import os
import signal

children = []
try:
    for _ in range(100):
        child = os.fork()
        if child == 0:
            signal.pause()
            os._exit(0)
        children.append(child)
    print("100 children", flush=True)
finally:
    for child in children:
        os.kill(child, signal.SIGKILL)
