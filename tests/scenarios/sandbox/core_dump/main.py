import os
import resource

child = os.fork()
if child == 0:
    os.abort()
_, status = os.waitpid(child, 0)
print("dumped" if os.WCOREDUMP(status) else "not dumped", resource.getrlimit(resource.RLIMIT_CORE))
