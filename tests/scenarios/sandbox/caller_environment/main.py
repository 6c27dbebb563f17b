import os
import sys

secret = sys.argv[1][::-1]
found = secret in os.environ.values()
for name in os.listdir("/proc"):
    if name.isdigit():
        try:
            with open(f"/proc/{name}/environ", "rb") as file:
                found |= secret.encode() in file.read()
        except OSError:
            pass
print("found" if found else "absent", len(os.environ) < 12)
