def apply_all(functions, x):
    return [f(x) for f in functions]


def group_by(items, key):
    out = {}
    for item in items:
        out.setdefault(key(item), []).append(item)
    return out


def compose(f, g):
    return lambda x: f(g(x))


def retry(f, times):
    for _ in range(times):
        try:
            return f()
        except ValueError:
            pass
    return None


def memoize(f):
    cache = {}

    def inner(x):
        if x not in cache:
            cache[x] = f(x)
        return cache[x]
    return inner
# === tests
from functional import *

calls = []


def test_key():
    assert group_by([1, 2, 3], lambda x: x % 2) == {1: [1, 3], 0: [2]}
    assert group_by(["a", "bb"], len) == {1: ["a"], 2: ["bb"]}


def test_many():
    assert apply_all([str, abs, lambda x: x + 1], -1) == ["-1", 1, 0]


def test_closure():
    assert compose(lambda x: x + 1, lambda x: x * 2)(5) == 11


def test_raising():
    state = {"n": 0}

    def flaky():
        state["n"] += 1
        if state["n"] < 3:
            raise ValueError("again")
        return "ok"
    assert retry(flaky, 5) == "ok" and state["n"] == 3
    assert retry(lambda: int("x"), 2) is None


def test_memo():
    seen = []
    f = memoize(lambda x: seen.append(x) or x * x)
    assert f(3) == 9 and f(3) == 9
    assert seen == [3]
