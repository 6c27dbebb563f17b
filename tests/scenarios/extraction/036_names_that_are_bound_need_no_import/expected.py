def gcd(a, b):
    return a if b == 0 else gcd(b, a % b)

def f(values, reduce, log=None):
    from math import sqrt
    product = 1
    for count, string in enumerate(values):
        product *= sqrt(gcd(len(string), count))
    return [chain for chain in reduce(product)]
