import os
import sys

host = sys.argv[1]


def write(path):
    there, before = os.path.exists(path), ""
    if "oom" in path:
        with open(path) as file:
            before = file.read()
    with open(path, "a") as file:
        file.write("-1000" if "oom" in path else "")
    print(path, "opened")

    # Where nothing stops this, the machine stays as it was.
    if before:
        with open(path, "w") as file:
            file.write(before)
    if not there:
        os.unlink(path)


for path in ["/usr/bin/planted", "/usr/lib/planted", "/etc/planted", "/planted", "/dev/planted", "/work/main.py", "/usr/bin/python3",
             "/proc/sys/kernel/core_pattern", "/proc/sysrq-trigger", "/proc/self/oom_score_adj", "/proc/1/oom_score_adj", "/sys/fs/cgroup/planted"]:
    try:
        write(path)
    except OSError:
        print(path, "denied")
try:
    os.unlink("/work/main.py")
    print("removed its source")
except OSError:
    print("kept its source")
try:
    with open(host, "a") as file:
        file.write(" changed")
    print("host file changed")
except OSError:
    print("host file out of reach")
