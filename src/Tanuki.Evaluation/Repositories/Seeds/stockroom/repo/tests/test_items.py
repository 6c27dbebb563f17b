import unittest

from stockroom.items import Catalogue, Item


class ItemsTest(unittest.TestCase):
    def test_stock_numbers_are_checked(self):
        for sku in ("AB-123", "ABCD-123456"):
            self.assertEqual(Item(sku, "x").sku, sku)
        for sku in ("A-123", "AB-12", "ab-123", "AB123", "AB-1234567"):
            with self.assertRaises(ValueError, msg=sku):
                Item(sku, "x")

    def test_packs_cover_the_quantity(self):
        item = Item("AB-100", "bolt", pack=12)
        self.assertEqual([item.packs_for(n) for n in (-1, 0, 1, 12, 13, 24)], [0, 0, 1, 1, 2, 2])

    def test_impossible_items_are_refused(self):
        with self.assertRaises(ValueError):
            Item("AB-100", "bolt", pack=0)
        with self.assertRaises(ValueError):
            Item("AB-100", "bolt", minimum=5, target=4)
        self.assertEqual(Item("AB-100", "bolt", minimum=5, target=5).target, 5)

    def test_the_catalogue_searches_all_words(self):
        catalogue = Catalogue()
        catalogue.add(Item("ZZ-200", "Steel bolt M6"))
        catalogue.add(Item("AB-100", "Steel nut M6"))
        self.assertEqual([item.sku for item in catalogue.search("m6 steel")], ["AB-100", "ZZ-200"])
        self.assertEqual([item.sku for item in catalogue.search("bolt m6")], ["ZZ-200"])
        with self.assertRaises(ValueError):
            catalogue.add(Item("ZZ-200", "again"))
        with self.assertRaises(KeyError):
            catalogue.get("QQ-999")
