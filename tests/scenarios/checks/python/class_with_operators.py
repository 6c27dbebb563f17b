class Vector:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __eq__(self, other):
        return isinstance(other, Vector) and (self.x, self.y) == (other.x, other.y)

    def __hash__(self):
        return hash((self.x, self.y))

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __mul__(self, k):
        return Vector(self.x * k, self.y * k)

    __rmul__ = __mul__

    def __len__(self):
        return 2

    def __iter__(self):
        return iter((self.x, self.y))

    def __getitem__(self, i):
        return (self.x, self.y)[i]

    def __contains__(self, v):
        return v in (self.x, self.y)

    def __lt__(self, other):
        return abs(self) < abs(other)

    def __abs__(self):
        return (self.x ** 2 + self.y ** 2) ** 0.5

    def __repr__(self):
        return f"Vector({self.x}, {self.y})"

    @classmethod
    def zero(cls):
        return cls(0, 0)

    @staticmethod
    def dimensions():
        return 2

    @property
    def norm(self):
        return abs(self)
# === tests
from vector import Vector


def test_operators():
    assert Vector(1, 2) + Vector(3, 4) == Vector(4, 6)
    assert 2 * Vector(1, 2) == Vector(1, 2) * 2
    assert Vector(1, 2) != Vector(2, 1)
    assert Vector(1, 2) != (1, 2)
    assert Vector(1, 1) < Vector(2, 2)
    assert sorted([Vector(3, 3), Vector(1, 1)])[0] == Vector(1, 1)
    assert len({Vector(1, 2), Vector(1, 2)}) == 1


def test_protocols():
    v = Vector(3, 4)
    assert abs(v) == 5.0 and v.norm == 5.0
    assert len(v) == 2 and list(v) == [3, 4] and v[1] == 4
    assert 3 in v and 9 not in v
    assert repr(v) == "Vector(3, 4)" and str(v) == "Vector(3, 4)" and f"{v}" == "Vector(3, 4)"
    x, y = v
    assert (x, y) == (3, 4)
    v.x = 10
    assert v.x == 10 and list(v) == [10, 4]
    assert Vector.zero() == Vector(0, 0) and Vector.dimensions() == 2
    assert isinstance(v, Vector) and not isinstance(3, Vector) and type(v) is Vector
