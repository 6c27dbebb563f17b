from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

Point = namedtuple("Point", "x y")


def make(kind):
    return {
        "counter": lambda: Counter("abca"), "ordered": lambda: OrderedDict(a=1), "default": lambda: defaultdict(list, {1: [2]}),
        "deque": lambda: deque([1, 2], maxlen=2), "point": lambda: Point(1, 2), "decimal": lambda: Decimal("1.10"),
        "fraction": lambda: Fraction(1, 3), "date": lambda: date(2020, 2, 29), "delta": lambda: timedelta(days=1, seconds=5),
        "datetime": lambda: datetime(2020, 1, 2, 3, 4, 5), "range": lambda: range(3), "keys": lambda: {1: 2}.keys(),
        "items": lambda: {1: 2}.items(), "bytes": lambda: b"\x00\xff", "complex": lambda: 1 + 2j, "inf": lambda: float("-inf"),
        "big": lambda: -2 ** 200, "frozen": lambda: frozenset({1}), "type": lambda: int, "none": lambda: None, "ellipsis": lambda: ...,
        "surrogate": lambda: "\ud800x", "emoji": lambda: "🦝",
    }[kind]()
# === tests
from collections import Counter, OrderedDict, defaultdict, deque
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

assert make("counter") == Counter(a=2, b=1, c=1) and make("counter").most_common(1) == [("a", 2)]
assert make("ordered") == OrderedDict(a=1) and isinstance(make("ordered"), OrderedDict)
assert make("default") == {1: [2]} and make("default")[7] == []
assert make("deque") == deque([1, 2]) and make("deque").maxlen == 2
assert make("point") == (1, 2) and make("point").x == 1 and isinstance(make("point"), tuple)
assert make("decimal") == Decimal("1.1") and str(make("decimal")) == "1.10"
assert make("fraction") == Fraction(1, 3)
assert make("date") == date(2020, 2, 29) and make("delta") == timedelta(days=1, seconds=5)
assert make("datetime") == datetime(2020, 1, 2, 3, 4, 5)
assert make("range") == range(3) and make("keys") == {1} and list(make("items")) == [(1, 2)]
assert make("bytes") == b"\x00\xff" and make("complex") == 1 + 2j and make("inf") == float("-inf")
assert make("big") == -2 ** 200 and make("frozen") == {1} and make("type") is int and make("none") is None
assert make("ellipsis") is ... and make("surrogate") == "\ud800x" and make("emoji") == "🦝"
# === examples
make("counter") => Counter({"a": 2, "b": 1, "c": 1})
make("decimal") => Decimal("1.10")
