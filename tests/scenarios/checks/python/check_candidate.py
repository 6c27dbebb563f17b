# entry: add
def add(a, b):
    return a + b
# === tests
METADATA = {"author": "x"}


def check(candidate):
    assert candidate(2, 3) == 5
    assert candidate(10 ** 30, 1) == 10 ** 30 + 1
    assert candidate(1.5, 2) == 3.5
