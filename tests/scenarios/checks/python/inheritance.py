from abc import ABC, abstractmethod


class Shape(ABC):
    @abstractmethod
    def area(self):
        ...

    def describe(self):
        return f"{type(self).__name__} of {self.area()}"


class Square(Shape):
    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side ** 2


def largest(shapes):
    return max(shapes, key=lambda s: s.area())
# === tests
import pytest
from shapes import Shape, Square, largest


def test_area():
    s = Square(3)
    assert s.area() == 9 and s.describe() == "Square of 9"
    assert isinstance(s, Shape) and issubclass(Square, Shape)
    assert largest([Square(1), s]) is s


def test_abstract():
    with pytest.raises(TypeError):
        Shape()
