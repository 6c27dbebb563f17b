# entry: divisors
def divisors(n):
    return [d for d in range(1, n + 1) if n % d == 0]
# === tests
from solution import divisors

result = divisors(12)
assert 4 in result
assert 5 not in result
assert len(result) == 6
assert sum(result) == 28
assert result == [1, 2, 3, 4, 6, 12]
assert result[0] == 1 and result[-1] == 12
# === examples
divisors(9) => [1, 3, 9]
divisors(1) => [1]
