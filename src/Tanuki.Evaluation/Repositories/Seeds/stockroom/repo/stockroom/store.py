from .items import Catalogue
from .ledger import Ledger
from .lots import Lot, LotQueue
from .reorder import propose, rank
from .reservations import Reservations


class Store:
    def __init__(self):
        self.catalogue = Catalogue()
        self.ledger = Ledger()
        self.reservations = Reservations()
        self._lots = {}

    def lots(self, sku):
        self.catalogue.get(sku)
        return self._lots.setdefault(sku, LotQueue())

    def receive(self, day, sku, quantity, unit_cost, expires=None):
        if expires is not None and expires <= day:
            raise ValueError("it has expired already")
        self.lots(sku).add(Lot(quantity, unit_cost, day, expires))
        self.ledger.record(day, sku, quantity, quantity * unit_cost, "received")

    def available(self, sku, today=None):
        """What may be promised: in stock, not expired, not reserved."""
        return max(0, self.lots(sku).quantity(today) - self.reservations.held(sku))

    def reserve(self, order, sku, quantity, today=None):
        if quantity > self.available(sku, today):
            raise ValueError(f"only {self.available(sku, today)} of {sku} available")
        self.reservations.hold(order, sku, quantity)

    def issue(self, day, sku, quantity, order=None):
        """Hands out stock, from an order's reservation first; returns the cost."""
        reserved = self.reservations.held(sku, order) if order is not None else 0
        if quantity > self.available(sku, day) + reserved:
            raise ValueError(f"not enough {sku}")
        cost = self.lots(sku).take(quantity, day)
        if order is not None:
            self.reservations.release(order, sku, min(quantity, reserved))
        self.ledger.record(day, sku, -quantity, -cost, "issued")
        return cost

    def discard(self, day):
        """Throws away what has expired; returns the quantity per stock number."""
        gone = {}
        for item in self.catalogue:
            quantity = self.lots(item.sku).discard_expired(day)
            if quantity > 0:
                self.ledger.record(day, item.sku, -quantity, 0, "expired")
                gone[item.sku] = quantity
        return gone

    def to_order(self, today, lead_days=5):
        proposals = []
        for item in self.catalogue:
            use = self.ledger.daily_use(item.sku, today)
            proposal = propose(item, self.available(item.sku, today), use, lead_days)
            if proposal is not None:
                proposals.append(proposal)
        return rank(proposals)
