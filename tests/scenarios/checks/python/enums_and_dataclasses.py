from dataclasses import dataclass, field
from enum import Enum, IntEnum


class Color(Enum):
    RED = 1
    BLUE = 2


class Level(IntEnum):
    LOW = 1
    HIGH = 3


@dataclass
class Item:
    name: str
    tags: list = field(default_factory=list)


@dataclass(frozen=True, order=True)
class Version:
    major: int
    minor: int = 0


def best(levels):
    return max(levels)


def make_item(name):
    return Item(name, ["new"])
# === tests
import unittest

from things import Color, Item, Level, Version, best, make_item


class Tests(unittest.TestCase):
    def test_enum(self):
        self.assertEqual(Color.RED.value, 1)
        self.assertIs(Color(1), Color.RED)
        self.assertEqual(Color["BLUE"], Color.BLUE)
        self.assertNotEqual(Color.RED, Color.BLUE)
        self.assertEqual([c.name for c in Color], ["RED", "BLUE"])
        self.assertEqual(len(Color), 2)

    def test_int_enum(self):
        self.assertEqual(best([Level.LOW, Level.HIGH]), Level.HIGH)
        self.assertEqual(Level.HIGH, 3)
        self.assertGreater(Level.HIGH, Level.LOW)

    def test_dataclass(self):
        self.assertEqual(Item("a"), Item("a", []))
        self.assertNotEqual(Item("a"), Item("b"))
        self.assertEqual(make_item("x"), make_item("x"))
        self.assertEqual(make_item("x"), Item("x", ["new"]))
        self.assertEqual(repr(Item("a")), "Item(name='a', tags=[])")

    def test_order(self):
        self.assertLess(Version(1, 2), Version(1, 3))
        self.assertEqual(sorted([Version(2), Version(1, 5)])[0], Version(1, 5))
        with self.assertRaises(Exception):
            Version(1).major = 2
