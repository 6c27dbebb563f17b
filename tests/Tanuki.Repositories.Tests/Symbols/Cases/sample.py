"""A module."""
import os.path
from collections import OrderedDict as Od

LIMIT = 10


# Adds things.
@staticmethod
@other(1)
def add(a, b):
    """Adds two numbers.

    More."""
    return helper(a) + b


class Tree(Base):
    """A tree."""

    size: int = 0

    def insert(self, key,
               value=None):
        self.root = Node(key)

    @property
    def depth(self):
        def inner():
            return 1
        return inner()


async def fetch():
    await os.path.join("a")
