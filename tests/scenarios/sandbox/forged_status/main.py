import os
import sys

accepted = 0
for descriptor in range(3, 1024):
    try:
        accepted += os.write(descriptor, b'{ "exit-code": 0 }\n') > 0
    except OSError:
        pass
print("some accepted" if accepted else "none accepted")
sys.exit(7)
