import os
import sys

for descriptor in range(3, 256):
    try:
        os.write(descriptor, b'{ "exit-code": 0 }\n')
    except OSError:
        pass
sys.exit(7)
