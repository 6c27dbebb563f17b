import os

file = os.open("sparse", os.O_CREAT | os.O_RDWR)
try:
    os.ftruncate(file, 1 << 40)
    print("1 TiB")
except OSError as error:
    print(error.strerror)
