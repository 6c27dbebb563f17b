import unittest

from stockroom import Store
from stockroom.items import Item


class StoreTest(unittest.TestCase):
    def setUp(self):
        self.store = Store()
        self.store.catalogue.add(Item("AB-100", "bolt", minimum=10, target=40, pack=25))
        self.store.catalogue.add(Item("CD-200", "glue", minimum=2, target=6))
        self.store.receive(1, "AB-100", 30, 5)

    def test_reservations_lower_what_is_available(self):
        self.store.reserve("o1", "AB-100", 20)
        self.assertEqual(self.store.available("AB-100"), 10)
        with self.assertRaises(ValueError):
            self.store.reserve("o2", "AB-100", 11)
        self.store.reserve("o2", "AB-100", 10)
        self.assertEqual(self.store.reservations.orders("AB-100"), ["o1", "o2"])

    def test_an_order_uses_its_own_reservation(self):
        self.store.reserve("o1", "AB-100", 20)
        with self.assertRaises(ValueError):
            self.store.issue(2, "AB-100", 11)
        self.assertEqual(self.store.issue(2, "AB-100", 15, order="o1"), 75)
        self.assertEqual(self.store.reservations.held("AB-100", "o1"), 5)
        self.assertEqual(self.store.available("AB-100"), 10)

    def test_releasing(self):
        self.store.reserve("o1", "AB-100", 20)
        self.assertEqual(self.store.reservations.release("o1", "AB-100", 5), 5)
        self.assertEqual(self.store.reservations.held("AB-100"), 15)
        self.assertEqual(self.store.reservations.release("o1", "AB-100"), 15)
        self.assertEqual(self.store.reservations.release("o1", "AB-100"), 0)

    def test_the_ledger_balances(self):
        self.store.issue(3, "AB-100", 4)
        self.store.issue(5, "AB-100", 6)
        self.assertEqual(self.store.ledger.balance("AB-100"), 20)
        self.assertEqual(self.store.ledger.balance("AB-100", until=3), 26)
        self.assertEqual(self.store.ledger.issued("AB-100", 3, 5), 10)
        self.assertEqual(self.store.ledger.issued("AB-100", 4, 5), 6)

    def test_days_do_not_run_backwards(self):
        self.store.issue(3, "AB-100", 1)
        with self.assertRaises(ValueError):
            self.store.issue(2, "AB-100", 1)

    def test_expired_goods_cannot_come_in_and_are_discarded(self):
        with self.assertRaises(ValueError):
            self.store.receive(5, "CD-200", 1, 100, expires=5)
        self.store.receive(5, "CD-200", 3, 100, expires=8)
        self.assertEqual(self.store.available("CD-200", today=9), 0)
        self.assertEqual(self.store.discard(9), {"CD-200": 3})
        self.assertEqual(self.store.ledger.balance("CD-200"), 0)

    def test_reordering(self):
        self.store.issue(10, "AB-100", 22)
        urgent_first = self.store.to_order(10)
        self.assertEqual(
            [(p.sku, p.packs, p.quantity, p.urgent) for p in urgent_first],
            [("AB-100", 2, 50, False), ("CD-200", 6, 6, False)],
        )
