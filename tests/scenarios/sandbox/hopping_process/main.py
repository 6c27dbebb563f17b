import os
import time

started = time.monotonic()
while time.monotonic() - started < 20:
    if os.fork() != 0:
        os._exit(0)
    os.setsid()
