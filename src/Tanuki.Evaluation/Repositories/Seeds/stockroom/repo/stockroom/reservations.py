class Reservations:
    """Quantities promised to orders, per item."""

    def __init__(self):
        self._held = {}

    def hold(self, order, sku, quantity):
        if quantity <= 0:
            raise ValueError("reserve at least one")
        held = self._held.setdefault(sku, {})
        held[order] = held.get(order, 0) + quantity

    def release(self, order, sku, quantity=None):
        """Gives back some, or all without a quantity; returns how much that was."""
        held = self._held.get(sku, {})
        present = held.get(order, 0)
        if quantity is None or quantity >= present:
            held.pop(order, None)
            return present
        held[order] = present - quantity
        return quantity

    def held(self, sku, order=None):
        held = self._held.get(sku, {})
        if order is None:
            return sum(held.values())
        return held.get(order, 0)

    def orders(self, sku):
        return sorted(self._held.get(sku, {}))
