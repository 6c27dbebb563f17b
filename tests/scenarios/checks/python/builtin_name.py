# entry: sum
def sum(a, b):
    return next(i for i in range(2, min(a, b) + 1) if a % i == 0 and b % i == 0) if a and b else 0
# === tests
assert sum(10, 15) == 5
assert sum(100, 150) == 2
# === examples
sum(9, 6) => 3
