import math
def f(n):
    return math.sqrt(n)
