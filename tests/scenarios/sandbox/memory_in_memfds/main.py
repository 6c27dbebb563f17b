import os

held = []
for _ in range(5):
    file = os.memfd_create("hidden")
    for _ in range(48):
        os.write(file, b"x" * (1 << 20))
    held.append(file)
print("240 MiB")
