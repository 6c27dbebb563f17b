import math


class Proposal:
    def __init__(self, sku, packs, quantity, urgent):
        self.sku = sku
        self.packs = packs
        self.quantity = quantity
        self.urgent = urgent


def propose(item, available, daily_use, lead_days):
    """What to order so that the target is reached when the delivery comes; None when there is enough."""
    expected = available - math.ceil(daily_use * lead_days)
    if expected >= item.minimum:
        return None
    missing = item.target - expected
    packs = item.packs_for(missing)
    if packs == 0:
        return None
    return Proposal(item.sku, packs, packs * item.pack, urgent=expected < 0)


def days_left(available, daily_use):
    """How long the stock lasts, rounded down; None when nothing is used."""
    if daily_use <= 0:
        return None
    return int(available / daily_use)


def rank(proposals):
    """Urgent ones first, then the larger ones."""
    return sorted(proposals, key=lambda proposal: (not proposal.urgent, -proposal.quantity, proposal.sku))
