from math import *

def f(a, b):
    return gcd(a, b)
