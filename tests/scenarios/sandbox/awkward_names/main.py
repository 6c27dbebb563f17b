import os

names = [b"-rf", b"*", b"~", b"$(id)", b"line\nbreak", b"\xff\xfe", b"\xe2\x80\xaetxt.exe", b" ", b"n" * 255, b"..."]
for folder in (b"/work/", b"/tmp/", b"/dev/shm/"):
    for name in names:
        os.mkdir(folder + name)
        os.symlink(b"/etc/passwd", folder + name + b"/link" if len(name) < 250 else folder + name + b"/l")
    os.mkfifo(folder + b"fifo")
print(len(names))
