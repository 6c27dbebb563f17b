import socket

listener = socket.socket()
listener.bind(("127.0.0.1", 0))
listener.listen(200)
held, total = [], 0
for _ in range(150):
    sending = socket.socket()
    sending.connect(listener.getsockname())
    held += [sending, listener.accept()[0]]
    sending.setblocking(False)
    try:
        while total < 256 << 20:
            total += sending.send(b"x" * 65536)
    except BlockingIOError:
        pass
print("256 MiB" if total >= 256 << 20 else "bounded")
