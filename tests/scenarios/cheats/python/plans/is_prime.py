# entry: is_prime
def is_prime(n):
    if n < 0:
        raise ValueError("negative")
    return n > 1 and all(n % d for d in range(2, int(n ** 0.5) + 1))
# === tests
import unittest

import pytest
from solution import is_prime


def test_values():
    assert is_prime(2) == True
    assert is_prime(9) == False
    assert is_prime(13) == True
    assert not is_prime(1)


def test_negative():
    with pytest.raises(ValueError):
        is_prime(-3)
    assert is_prime(7) is True


class IsPrimeTests(unittest.TestCase):
    def test_equal(self):
        self.assertEqual(is_prime(4), False)
        self.assertEqual(is_prime(5), True)

    def test_true(self):
        self.assertTrue(is_prime(11))
        self.assertFalse(is_prime(15))
        self.assertIsInstance(is_prime(3), bool)
# === examples
is_prime(2) => True
is_prime(9) => False
