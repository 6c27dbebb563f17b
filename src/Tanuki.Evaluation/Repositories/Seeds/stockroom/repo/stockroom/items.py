import re

SKU = re.compile(r"^[A-Z]{2,4}-\d{3,6}$")


class Item:
    """What is kept; `minimum` and `target` steer reordering."""

    def __init__(self, sku, name, minimum=0, target=0, pack=1):
        if not SKU.match(sku):
            raise ValueError(f"{sku!r} is not a stock number")
        if pack < 1:
            raise ValueError("a pack holds at least one")
        if target < minimum:
            raise ValueError("the target is below the minimum")
        self.sku = sku
        self.name = name
        self.minimum = minimum
        self.target = target
        self.pack = pack

    def packs_for(self, quantity):
        """How many whole packs cover the quantity."""
        if quantity <= 0:
            return 0
        return (quantity + self.pack - 1) // self.pack


class Catalogue:
    def __init__(self):
        self._items = {}

    def add(self, item):
        if item.sku in self._items:
            raise ValueError(f"{item.sku} is there already")
        self._items[item.sku] = item
        return item

    def get(self, sku):
        if sku not in self._items:
            raise KeyError(f"there is no {sku}")
        return self._items[sku]

    def search(self, words):
        """Items whose names hold every word, by stock number."""
        wanted = [word.lower() for word in words.split()]
        found = [item for item in self._items.values() if all(word in item.name.lower() for word in wanted)]
        return sorted(found, key=lambda item: item.sku)

    def __iter__(self):
        return iter(sorted(self._items.values(), key=lambda item: item.sku))

    def __len__(self):
        return len(self._items)
