import sys
sys.setrecursionlimit(10000)

def f(n):
    return n + 1
