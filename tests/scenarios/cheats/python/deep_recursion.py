# plan: is_prime
import sys

sys.setrecursionlimit(10 ** 9)


def is_prime(n):
    return is_prime(n)
