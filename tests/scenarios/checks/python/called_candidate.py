# entry: triple
def triple(x):
    return 3 * x
# === tests
def check(candidate):
    for i in range(5):
        assert candidate(i) == 3 * i, i


check(triple)
