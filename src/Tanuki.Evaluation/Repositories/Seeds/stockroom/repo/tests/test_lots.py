import unittest

from stockroom.lots import Lot, LotQueue


class LotsTest(unittest.TestCase):
    def setUp(self):
        self.queue = LotQueue()

    def test_first_in_first_out(self):
        self.queue.add(Lot(5, 100, day=1))
        self.queue.add(Lot(5, 200, day=2))
        self.assertEqual(self.queue.take(7, today=3), 5 * 100 + 2 * 200)
        self.assertEqual(self.queue.quantity(), 3)
        self.assertEqual(self.queue.value(), 600)

    def test_what_expires_first_goes_first(self):
        self.queue.add(Lot(1, 10, day=1))
        self.queue.add(Lot(1, 20, day=2, expires=30))
        self.queue.add(Lot(1, 30, day=3, expires=20))
        self.assertEqual([self.queue.take(1, today=5) for _ in range(3)], [30, 20, 10])

    def test_a_lot_is_good_on_its_last_day(self):
        self.queue.add(Lot(4, 10, day=1, expires=9))
        self.assertEqual(self.queue.quantity(today=9), 4)
        self.assertEqual(self.queue.quantity(today=10), 0)

    def test_all_or_nothing(self):
        self.queue.add(Lot(2, 10, day=1))
        with self.assertRaises(ValueError):
            self.queue.take(3, today=1)
        with self.assertRaises(ValueError):
            self.queue.take(0, today=1)
        self.assertEqual(self.queue.quantity(), 2)
        self.assertEqual(self.queue.take(2, today=1), 20)

    def test_expired_lots_are_skipped_and_discarded(self):
        self.queue.add(Lot(2, 10, day=1, expires=5))
        self.queue.add(Lot(2, 99, day=2))
        self.assertEqual(self.queue.take(1, today=6), 99)
        self.assertEqual(self.queue.discard_expired(today=6), 2)
        self.assertEqual(self.queue.quantity(), 1)

    def test_empty_lots_are_refused(self):
        for lot in (Lot(0, 1, 1), Lot(1, -1, 1)):
            with self.assertRaises(ValueError):
                self.queue.add(lot)
