class Lot:
    """One delivery of an item that is not used up."""

    def __init__(self, quantity, unit_cost, day, expires=None):
        self.quantity = quantity
        self.unit_cost = unit_cost
        self.day = day
        self.expires = expires

    def expired(self, today):
        return self.expires is not None and self.expires < today


class LotQueue:
    """Lots of one item, taken first in, first out; those that expire soonest go first."""

    def __init__(self):
        self.lots = []

    def add(self, lot):
        if lot.quantity <= 0:
            raise ValueError("a lot holds at least one")
        if lot.unit_cost < 0:
            raise ValueError("a cost is not negative")
        self.lots.append(lot)
        self.lots.sort(key=order)

    def quantity(self, today=None):
        return sum(lot.quantity for lot in self.lots if today is None or not lot.expired(today))

    def value(self):
        return sum(lot.quantity * lot.unit_cost for lot in self.lots)

    def take(self, quantity, today):
        """Removes the quantity and returns what it cost; takes all or nothing."""
        if quantity <= 0:
            raise ValueError("nothing to take")
        if self.quantity(today) < quantity:
            raise ValueError(f"only {self.quantity(today)} left")
        cost = 0
        missing = quantity
        for lot in self.lots:
            if lot.expired(today):
                continue
            used = min(lot.quantity, missing)
            lot.quantity -= used
            missing -= used
            cost += used * lot.unit_cost
            if missing == 0:
                break
        self.lots = [lot for lot in self.lots if lot.quantity > 0]
        return cost

    def discard_expired(self, today):
        """Throws away what is too old and returns how much that was."""
        gone = sum(lot.quantity for lot in self.lots if lot.expired(today))
        self.lots = [lot for lot in self.lots if not lot.expired(today)]
        return gone


def order(lot):
    never = lot.expires is None
    return (never, lot.expires or 0, lot.day)
