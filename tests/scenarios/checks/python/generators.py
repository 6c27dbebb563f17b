import itertools


def naturals():
    n = 0
    while True:
        yield n
        n += 1


def chunks(items, n):
    it = iter(items)
    while chunk := list(itertools.islice(it, n)):
        yield chunk


def running():
    total = 0
    while True:
        got = yield total
        total += got


def doubled(items):
    return map(lambda x: 2 * x, items)
# === tests
import itertools
import types

from streams import chunks, doubled, naturals, running


def test_lazy():
    assert list(itertools.islice(naturals(), 3)) == [0, 1, 2]
    g = naturals()
    assert next(g) == 0 and next(g) == 1
    assert isinstance(g, types.GeneratorType)


def test_finite():
    assert list(chunks([1, 2, 3], 2)) == [[1, 2], [3]]
    assert [x for x in chunks(iter("abc"), 1)] == [["a"], ["b"], ["c"]]
    assert next(chunks([], 2), None) is None


def test_send():
    g = running()
    next(g)
    assert g.send(3) == 3
    assert g.send(4) == 7


def test_map():
    assert list(doubled(range(3))) == [0, 2, 4]
    assert doubled([1]) != [2]
