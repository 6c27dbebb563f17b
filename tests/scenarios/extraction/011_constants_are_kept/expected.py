LIMIT = 10
TABLE = [0] * LIMIT
for i in range(LIMIT):
    TABLE[i] = i * i

def f(n):
    return TABLE[n]
