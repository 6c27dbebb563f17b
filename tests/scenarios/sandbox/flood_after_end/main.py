import os

reader, writer = os.pipe()
if os.fork() == 0:
    os.setsid()
    # Short of the limit, so that the flood is under way when its parent ends.
    for _ in range(14):
        os.write(1, b"x" * 65536)
    os.write(writer, b".")
    while True:
        os.write(1, b"x" * 65536)
os.read(reader, 1)
os.write(2, b"ended")
