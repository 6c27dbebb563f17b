import errno
import socket

def attempt(name, action):
    try:
        action()
        print(name, "worked")
    except socket.gaierror:
        print(name, "no name service")
    except OSError as error:
        print(name, errno.errorcode[error.errno])

def connect(address):
    with socket.socket() as connection:
        connection.settimeout(2)
        connection.connect(address)

def send(address):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as connection:
        connection.sendto(b"x", address)

attempt("metadata service", lambda: connect(("169.254.169.254", 80)))
attempt("private network", lambda: connect(("10.0.0.1", 22)))
attempt("public address", lambda: connect(("1.1.1.1", 443)))
attempt("name server", lambda: send(("1.1.1.1", 53)))
attempt("broadcast", lambda: send(("255.255.255.255", 9)))
attempt("name", lambda: socket.getaddrinfo("example.org", 80))
attempt("raw socket", lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP))
print("interfaces", sorted(line.split(":")[0].strip() for line in open("/proc/net/dev").readlines()[2:]))
