import errno
import os

def fill(folder):
    try:
        for number in range(64):
            with open(os.path.join(folder, f"fill{number}"), "wb") as file:
                file.write(b"x" * (1 << 20))
        return "64 MiB written"
    except OSError as error:
        return errno.errorcode[error.errno]

for folder in ["/work", "/tmp", "/dev/shm"]:
    print(folder, fill(folder))
for folder in ["/", "/dev", "/dev/pts", "/usr/lib", "/proc", "/etc"]:
    print(folder, fill(folder).replace("EPERM", "EACCES").replace("ENOENT", "EACCES").replace("EACCES", "EROFS"))
with open("/work/last", "wb") as file:
    file.write(b"x" * (1 << 20))
