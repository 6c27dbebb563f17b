def sort(items):
    return sorted(items)


def encode(text):
    return [(c, text.count(c)) for c in dict.fromkeys(text)]


def decode(pairs):
    return "".join(c * n for c, n in pairs)
# === tests
import random

from solution import decode, encode, sort

random.seed(1)


def test_sort():
    for _ in range(20):
        items = [random.randint(0, 9) for _ in range(5)]
        assert sort(items) == sorted(items)
        assert sort(items) == sort(items[::-1])


def test_round_trip():
    assert decode(encode("aabb")) == "aabb"
    assert encode("aab") == [("a", 2), ("b", 1)]
# === examples
sort([3, 1]) => [1, 3]
encode("aa") => [("a", 2)]
