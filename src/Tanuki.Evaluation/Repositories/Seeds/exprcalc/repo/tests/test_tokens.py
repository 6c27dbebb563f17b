import unittest

from exprcalc.errors import ExpressionError
from exprcalc.tokens import tokenize


def texts(source):
    return [token.text for token in tokenize(source)]


class TokensTest(unittest.TestCase):
    def test_numbers_names_and_operators(self):
        self.assertEqual(texts("a1+2.5*_b"), ["a1", "+", "2.5", "*", "_b", ""])

    def test_exponents(self):
        self.assertEqual(texts("1e5 2E-3 3e"), ["1e5", "2E-3", "3", "e", ""])

    def test_a_second_point_begins_another_number(self):
        self.assertEqual(texts("1.2.3"), ["1.2", ".3", ""])

    def test_columns_count_from_one(self):
        self.assertEqual([token.column for token in tokenize(" 1 + x")], [2, 4, 6, 7])

    def test_unknown_characters_are_refused_with_their_column(self):
        with self.assertRaises(ExpressionError) as caught:
            tokenize("1 + $")
        self.assertEqual(caught.exception.column, 5)
