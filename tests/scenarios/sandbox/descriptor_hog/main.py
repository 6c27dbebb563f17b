import os
import resource

soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
held = []
try:
    while len(held) < 3000:
        held.append(os.dup(0))
    print("3000 open")
except OSError:
    print("refused", len(held) <= 1024)
