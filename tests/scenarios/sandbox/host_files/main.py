import os
import sys

for name, path in zip(["file in the home folder", "file in /tmp", "file of the repository"], sys.argv[1:]):
    try:
        with open(path) as file:
            print(name, file.read())
    except OSError:
        print(name, "absent")
for path in ["/root", "/home", "/var", "/opt", "/srv", "/mnt", "/media", "/boot", "/run", "/etc/passwd", "/etc/shadow", "/etc/ssl", "/usr/local",
             "/usr/sbin", "/dev/sda", "/dev/kvm", "/dev/mem", "/dev/kmsg", "/dev/fuse", "/var/run/docker.sock"]:
    if os.path.lexists(path):
        print(path, "is there")
if os.path.isdir("/sys"):
    print("/sys shows", [name for name in os.listdir("/sys") if os.listdir(f"/sys/{name}")])
print("/", sorted(os.listdir("/")))
for path in ["/proc/kcore", "/proc/kmsg", "/proc/1/mem", "/proc/sysrq-trigger"]:
    try:
        # The kernel's messages would be waited for where they may be read.
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
            print(path, "read" if file.read(16) else "empty")
    except OSError:
        print(path, "denied")
