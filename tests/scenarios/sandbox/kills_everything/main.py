import os
import signal

for pid in (1, -1):
    try:
        os.kill(pid, signal.SIGKILL)
        print(pid, "sent")
    except OSError as error:
        print(pid, "failed")
print("still here")
