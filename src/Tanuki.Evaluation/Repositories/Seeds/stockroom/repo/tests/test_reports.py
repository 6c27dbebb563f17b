import unittest

from stockroom import Store
from stockroom.items import Item
from stockroom.reports import abc_classes, money, stock_list


class ReportsTest(unittest.TestCase):
    def test_money(self):
        self.assertEqual([money(c) for c in (0, 5, 1234567, -250)], ["0.00", "0.05", "12,345.67", "-2.50"])

    def test_the_list_is_aligned(self):
        store = Store()
        self.assertEqual(stock_list(store, 1), "")
        store.catalogue.add(Item("AB-100", "bolt"))
        store.catalogue.add(Item("AB-200", "long bolt"))
        store.receive(1, "AB-100", 7, 5)
        store.receive(1, "AB-200", 120, 10)
        store.reserve("o", "AB-200", 30)
        self.assertEqual(
            stock_list(store, 1),
            "AB-100  bolt         7   7   0.35\nAB-200  long bolt  120  90  12.00",
        )

    def test_classes_by_value(self):
        self.assertEqual(
            abc_classes({"a": 50, "b": 30, "c": 15, "d": 5}), {"a": "A", "b": "A", "c": "B", "d": "C"}
        )
        self.assertEqual(abc_classes({"x": 0}), {"x": "C"})
