import math


def root(x):
    if x < 0:
        raise ValueError(f"no root of {x}")
    return math.sqrt(x)


class Counter:
    def __init__(self, start=0):
        self.value = start

    def up(self):
        self.value += 1
        return self.value
# === tests
import pytest

import mymodule
from mymodule import Counter, root


@pytest.fixture
def counter():
    c = Counter(5)
    yield c
    c.value = 0


@pytest.fixture(params=[1, 2])
def start(request):
    return request.param


@pytest.mark.parametrize("x, expected", [(4, 2), (9, 3), pytest.param(2, 1.4142135, id="two")])
def test_root(x, expected):
    assert root(x) == pytest.approx(expected)


@pytest.mark.parametrize("a", [1, 2])
@pytest.mark.parametrize("b", [3])
def test_stacked(a, b):
    assert mymodule.root(a * a) == a and b == 3


def test_raises():
    with pytest.raises(ValueError, match="no root of -1") as info:
        root(-1)
    assert "-1" in str(info.value)


def test_fixture(counter):
    assert counter.up() == 6


def test_params(start):
    assert Counter(start).up() == start + 1


class TestCounter:
    def setup_method(self):
        self.counter = Counter()

    def test_up(self):
        assert self.counter.up() == 1

    def test_again(self):
        assert self.counter.up() == 1
# === examples
root(16) => 4.0
root(2) => 1.4142135623730951
root(-1) => ValueError
