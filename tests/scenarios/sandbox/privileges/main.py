import errno
import os

for line in open("/proc/self/status"):
    if line.startswith(("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb", "NoNewPrivs", "Seccomp:")):
        print(*line.split())
for name, action in [
    ("setuid", lambda: os.setuid(0)),
    ("setgid", lambda: os.setgid(0)),
    ("setgroups", lambda: os.setgroups([0])),
    ("chown", lambda: os.chown("/work", 0, 0)),
    ("priority", lambda: os.setpriority(os.PRIO_PROCESS, 0, -10)),
]:
    try:
        action()
        print(name, "worked")
    except OSError as error:
        print(name, "denied")
print("root" if 0 in os.getresuid() + os.getresgid() else "not root")
