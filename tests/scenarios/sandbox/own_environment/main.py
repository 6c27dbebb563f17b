import os

for name in sorted(os.environ):
    print(name, os.environ[name])
try:
    with open("/proc/1/environ", "rb") as file:
        entries = [entry for entry in file.read().split(b"\0") if entry]
    print("first process", [entry for entry in entries if entry.split(b"=")[0] not in (b"PWD", b"OLDPWD", b"SHLVL", b"_")])
    print("its folder", *[entry.decode() for entry in entries if entry.startswith(b"PWD=")])
except PermissionError:
    print("first process closed")
with open("/proc/1/cmdline", "rb") as file:
    # The mark by which the sandbox is found should its owner die is another one each time.
    print("its arguments", [part for part in file.read().split(b"\0") if not part.startswith(b"tanuki-")][:4])
print("descriptors", [int(name) for name in os.listdir("/proc/self/fd") if int(name) > 3])
