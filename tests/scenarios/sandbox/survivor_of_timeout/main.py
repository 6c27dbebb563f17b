import os
import signal

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        print("hidden", flush=True)
        while True:
            signal.pause()
    os._exit(0)
os.wait()
while True:
    signal.pause()
