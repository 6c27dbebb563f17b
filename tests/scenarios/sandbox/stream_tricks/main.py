import fcntl
import os


def say(text):
    while True:
        try:
            return os.write(1, text)
        except BlockingIOError:
            pass


for descriptor in (0, 1, 2):
    flags = fcntl.fcntl(descriptor, fcntl.F_GETFL)
    fcntl.fcntl(descriptor, fcntl.F_SETFL, flags | os.O_NONBLOCK | os.O_DIRECT)
    try:
        fcntl.fcntl(descriptor, 1031, 4096)
    except OSError:
        pass
held = []
for descriptor in (0, 1, 2):
    for mode in (os.O_RDONLY, os.O_WRONLY, os.O_RDWR):
        try:
            held.append(os.open(f"/proc/self/fd/{descriptor}", mode | os.O_NONBLOCK))
        except OSError:
            pass
for handle in held:
    os.close(handle)
say(b"one ")
again = os.dup(1)
os.close(1)
os.close(0)
os.dup2(again, 1)
os.close(again)
say(b"two\n")
os.close(2)
os._exit(0)
