# entry: square
def square(n):
    return n * n
# === tests
from math import isclose

from solution import *


def test_all():
    assert all(square(i) == i * i for i in range(4))


def test_abs():
    assert abs(square(3) - 9) < 1


def test_close():
    assert isclose(square(2), 4)
# === examples
square(3) => 9
square(2) => 4
