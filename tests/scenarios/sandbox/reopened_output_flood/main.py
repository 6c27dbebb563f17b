import os

try:
    again = os.open("/proc/self/fd/1", os.O_WRONLY)
except OSError:
    again = os.dup(1)
os.close(1)
while True:
    os.write(again, b"x" * 65536)
