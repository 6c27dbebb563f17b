import os
import signal

print("stopping", flush=True)
for target in (1, os.getppid()):
    try:
        os.kill(target, signal.SIGSTOP)
    except OSError:
        pass
os.killpg(0, signal.SIGSTOP)
print("continued")
