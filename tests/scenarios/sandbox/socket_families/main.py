import errno
import socket

for name, family, kind in [("netlink", 16, 3), ("packet", 17, 3), ("alg", 38, 5), ("vsock", 40, 1), ("bluetooth", 31, 3), ("xdp", 44, 3), ("qipcrtr", 42, 2)]:
    try:
        socket.socket(family, kind).close()
        print(name, "opened")
    except OSError as error:
        print(name, errno.errorcode[error.errno])
for name, family in [("unix", 1), ("inet", 2), ("inet6", 10)]:
    socket.socket(family, 1).close()
    print(name, "opened")
