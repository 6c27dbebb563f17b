import os

for name in ("mem", "maps", "auxv", "stack", "syscall"):
    try:
        with open(f"/proc/1/{name}", "rb") as file:
            print(name, "read" if file.read(16) else "empty")
    except OSError:
        print(name, "denied")
for name in ("root", "cwd"):
    try:
        seen = set(os.listdir(f"/proc/1/{name}"))
        print(name, "its own" if seen == set(os.listdir("/")) or seen == set(os.listdir("/work")) else sorted(seen))
    except OSError:
        print(name, "its own")
for process in [entry for entry in os.listdir("/proc") if entry.isdigit()]:
    try:
        os.close(os.open(f"/proc/{process}/exe", os.O_WRONLY))
        print("program opened for writing")
    except OSError:
        pass
for path, text in (("uid_map", "0 0 1"), ("gid_map", "0 0 1"), ("projid_map", "0 0 1")):
    try:
        with open(f"/proc/self/{path}", "w") as file:
            file.write(text)
        print(path, "written")
    except OSError:
        pass
