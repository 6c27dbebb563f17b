import os
import sys

secret = sys.argv[1].encode()
seen = sorted(int(name) for name in os.listdir("/proc") if name.isdigit())
found = False
for pid in seen:
    for part in ("environ", "cmdline"):
        try:
            with open(f"/proc/{pid}/{part}", "rb") as file:
                found |= secret[::-1] in file.read()
        except OSError:
            pass
print("secret found" if found else "secret not found")
print("few processes" if len(seen) <= 3 else "many processes")
