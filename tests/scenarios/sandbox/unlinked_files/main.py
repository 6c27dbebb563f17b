import errno
import os

held, error_name = [], "nothing"
try:
    for number in range(12):
        file = os.open("/tmp", os.O_TMPFILE | os.O_RDWR) if number % 2 else os.open(f"/tmp/{number}", os.O_CREAT | os.O_RDWR)
        if number % 2 == 0:
            os.unlink(f"/tmp/{number}")
        held.append(file)
        if number < 4:
            os.write(file, b"x" * (1 << 20))
        else:
            os.posix_fallocate(file, 0, 1 << 20)
except OSError as error:
    error_name = errno.errorcode[error.errno]
print(len(held) < 12, error_name)
