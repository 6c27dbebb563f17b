import socket
import sys

port, abstract, path = int(sys.argv[1]), sys.argv[2], sys.argv[3]

def attempt(name, family, address, kind=socket.SOCK_STREAM):
    try:
        with socket.socket(family, kind) as connection:
            connection.settimeout(2)
            connection.connect(address)
        print(name, "connected")
    except OSError as error:
        print(name, "failed")

attempt("loopback", socket.AF_INET, ("127.0.0.1", port))
attempt("loopback6", socket.AF_INET6, ("::1", port))
attempt("abstract socket", socket.AF_UNIX, "\0" + abstract)
attempt("socket file", socket.AF_UNIX, path)
