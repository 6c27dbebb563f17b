import math

LIMIT = 10
NAMES = ["a", "b"]


def area(r):
    return math.pi * r ** 2


def configure(*, limit=LIMIT, **rest):
    return limit, rest
# === tests
import solution as s
from solution import LIMIT, NAMES, area

assert LIMIT == 10 and s.LIMIT == 10 and NAMES == ["a", "b"]
assert math.isclose(area(2), 12.566370614359172)
assert round(area(1), 2) == 3.14
assert s.configure(limit=3, a=[1]) == (3, {"a": [1]})
assert callable(area) and area.__name__ == "area"
assert hasattr(s, "area") and not hasattr(s, "volume")
# === examples
area(1) => 3.14159265359
