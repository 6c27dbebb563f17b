class Notifier:
    def __init__(self, sender):
        self.sender = sender

    def notify(self, users):
        return [self.sender.send(u) for u in users]


def total(cart):
    return sum(item.price * item.count for item in cart)
# === tests
import unittest
from unittest.mock import Mock

from shop import Notifier, total


class FakeSender:
    def __init__(self):
        self.sent = []

    def send(self, user):
        self.sent.append(user)
        return "sent to " + user


class Item:
    def __init__(self, price, count):
        self.price, self.count = price, count


class Tests(unittest.TestCase):
    def test_fake(self):
        sender = FakeSender()
        self.assertEqual(Notifier(sender).notify(["a", "b"]), ["sent to a", "sent to b"])
        self.assertEqual(sender.sent, ["a", "b"])

    def test_data_objects(self):
        self.assertEqual(total([Item(2, 3), Item(1, 1)]), 7)

    def test_mock(self):
        callback = Mock(return_value=3)
        self.assertEqual(list(map(callback, [1])), [3])
