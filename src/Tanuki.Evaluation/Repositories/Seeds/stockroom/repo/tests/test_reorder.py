import unittest

from stockroom.items import Item
from stockroom.reorder import days_left, propose, rank


class ReorderTest(unittest.TestCase):
    def setUp(self):
        self.item = Item("AB-100", "bolt", minimum=10, target=30, pack=12)

    def test_enough_needs_no_order(self):
        self.assertIsNone(propose(self.item, 10, 0, 5))
        self.assertIsNone(propose(self.item, 20, 2, 5))

    def test_use_until_the_delivery_counts(self):
        proposal = propose(self.item, 15, 2, 5)
        self.assertEqual((proposal.packs, proposal.quantity, proposal.urgent), (3, 36, False))

    def test_running_out_is_urgent(self):
        self.assertTrue(propose(self.item, 5, 2.1, 5).urgent)
        self.assertFalse(propose(self.item, 10, 2, 5).urgent)

    def test_days_left(self):
        self.assertEqual(days_left(10, 3), 3)
        self.assertIsNone(days_left(10, 0))

    def test_rank(self):
        small = propose(self.item, 9, 0, 1)
        large = propose(self.item, 1, 0, 1)
        urgent = propose(Item("AA-100", "nut", 1, 2), 0, 1, 1)
        self.assertEqual(rank([small, large, urgent]), [urgent, large, small])
