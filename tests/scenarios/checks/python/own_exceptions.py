class BankError(Exception):
    pass


class InsufficientFunds(BankError, ValueError):
    def __init__(self, need, have):
        super().__init__(f"need {need}, have {have}")
        self.need, self.have = need, have


class Account:
    def __init__(self):
        self.balance = 0

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("amount must be positive")
        self.balance += amount
        return self

    def withdraw(self, amount):
        if amount > self.balance:
            raise InsufficientFunds(amount, self.balance)
        self.balance -= amount
# === tests
import unittest

from bank import Account, BankError, InsufficientFunds


class AccountTests(unittest.TestCase):
    def setUp(self):
        self.account = Account()

    def test_chain(self):
        self.assertEqual(self.account.deposit(5).deposit(6).balance, 11)

    def test_own(self):
        with self.assertRaises(InsufficientFunds) as caught:
            self.account.withdraw(3)
        self.assertEqual(str(caught.exception), "need 3, have 0")
        self.assertEqual((caught.exception.need, caught.exception.have), (3, 0))

    def test_bases(self):
        self.assertRaises(BankError, self.account.withdraw, 1)
        with self.assertRaises(ValueError):
            self.account.withdraw(1)
        self.assertTrue(issubclass(InsufficientFunds, BankError))

    def test_message(self):
        with self.assertRaisesRegex(ValueError, "positive"):
            self.account.deposit(-1)

    def test_except(self):
        try:
            self.account.withdraw(9)
        except InsufficientFunds as e:
            self.assertIn("9", str(e))
        else:
            self.fail("nothing was raised")


if __name__ == "__main__":
    unittest.main()
