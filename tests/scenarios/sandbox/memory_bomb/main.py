import time

held = []
for _ in range(40):
    held.append(b"x" * (8 << 20))
    time.sleep(0.005)
print("320 MiB")
