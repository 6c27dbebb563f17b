import socket

held, total = [], 0
while total < 80 << 20:
    sending, receiving = socket.socketpair()
    held += [sending, receiving]
    sending.setblocking(False)
    try:
        while True:
            total += sending.send(b"x" * 65536)
    except BlockingIOError:
        pass
print("80 MiB")
