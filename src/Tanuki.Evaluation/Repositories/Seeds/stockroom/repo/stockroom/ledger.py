class Movement:
    def __init__(self, day, sku, quantity, cost, reason):
        self.day = day
        self.sku = sku
        self.quantity = quantity
        self.cost = cost
        self.reason = reason


class Ledger:
    """Every movement in order; what came in is positive, what went out negative."""

    def __init__(self):
        self.movements = []

    def record(self, day, sku, quantity, cost, reason):
        if self.movements and day < self.movements[-1].day:
            raise ValueError("days do not run backwards")
        self.movements.append(Movement(day, sku, quantity, cost, reason))

    def balance(self, sku, until=None):
        return sum(
            movement.quantity
            for movement in self.movements
            if movement.sku == sku and (until is None or movement.day <= until)
        )

    def issued(self, sku, first, last):
        """How much went out on the days from first to last, both included."""
        total = 0
        for movement in self.movements:
            if movement.sku == sku and first <= movement.day <= last and movement.quantity < 0:
                total -= movement.quantity
        return total

    def daily_use(self, sku, today, days=30):
        """Mean use of the last days, today included."""
        if days < 1:
            raise ValueError("at least one day")
        return self.issued(sku, today - days + 1, today) / days
