import os

for process in [name for name in os.listdir("/proc") if name.isdigit()]:
    try:
        for descriptor in os.listdir(f"/proc/{process}/fd"):
            if int(descriptor) > 2:
                try:
                    handle = os.open(f"/proc/{process}/fd/{descriptor}", os.O_RDONLY | os.O_NONBLOCK)
                    print(os.read(handle, 100))
                except OSError:
                    pass
    except OSError:
        pass
print("looked")
