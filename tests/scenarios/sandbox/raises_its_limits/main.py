import ctypes
import os
import resource

libc = ctypes.CDLL(None, use_errno=True)
arm = os.uname().machine == "aarch64"


def rlimit(kind):
    soft, hard = resource.getrlimit(kind)
    if hard == resource.RLIM_INFINITY:
        raise RuntimeError("is not limited")
    resource.setrlimit(kind, (soft, hard + 1))


def spare():
    with open("/proc/self/oom_score_adj", "w") as file:
        file.write("-1000")


def input_output():
    if libc.syscall(30 if arm else 251, 1, 0, 1 << 13) != 0:
        raise OSError


for name, action in [
    ("priority", lambda: os.setpriority(os.PRIO_PROCESS, 0, -5)),
    ("real time", lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))),
    ("input and output first", input_output),
    ("open files", lambda: rlimit(resource.RLIMIT_NOFILE)),
    ("file size", lambda: rlimit(resource.RLIMIT_FSIZE)),
    ("processor time", lambda: rlimit(resource.RLIMIT_CPU)),
    ("core files", lambda: rlimit(resource.RLIMIT_CORE)),
    ("to be spared", spare),
]:
    try:
        action()
        print(name, "granted")
    except (OSError, ValueError):
        print(name, "denied")
