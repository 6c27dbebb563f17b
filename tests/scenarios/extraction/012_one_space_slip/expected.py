def f(n):
    a = n
    b = a
    return b
