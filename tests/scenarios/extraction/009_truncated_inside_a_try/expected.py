def f(n):
    x = n
