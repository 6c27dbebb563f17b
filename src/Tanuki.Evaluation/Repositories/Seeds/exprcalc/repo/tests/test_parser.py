import unittest

from exprcalc.errors import ExpressionError
from exprcalc.formatter import to_text
from exprcalc.nodes import Assign, depth, free_names
from exprcalc.parser import parse


class ParserTest(unittest.TestCase):
    def round_trip(self, source):
        return to_text(parse(source)[0])

    def test_parentheses_are_kept_only_where_needed(self):
        self.assertEqual(self.round_trip("((1+2)*3)"), "(1 + 2) * 3")
        self.assertEqual(self.round_trip("1+(2*3)"), "1 + 2 * 3")
        self.assertEqual(self.round_trip("1-(2-3)"), "1 - (2 - 3)")
        self.assertEqual(self.round_trip("(1-2)-3"), "1 - 2 - 3")

    def test_powers_bind_to_the_right(self):
        self.assertEqual(self.round_trip("2^(3^4)"), "2 ^ 3 ^ 4")
        self.assertEqual(self.round_trip("(2^3)^4"), "(2 ^ 3) ^ 4")

    def test_unary_minus(self):
        self.assertEqual(self.round_trip("-(a+b)"), "-(a + b)")
        self.assertEqual(self.round_trip("2^-x"), "2 ^ -x")

    def test_statements(self):
        statements = parse("a = 1;; b")
        self.assertEqual(len(statements), 2)
        self.assertIsInstance(statements[0], Assign)

    def test_calls_with_any_number_of_arguments(self):
        self.assertEqual(self.round_trip("max(1, f(), 2)"), "max(1, f(), 2)")

    def test_depth_and_names(self):
        node = parse("a + b * f(c, a)")[0]
        self.assertEqual(depth(node), 4)
        self.assertEqual(free_names(node), ["a", "b", "c"])

    def test_errors_have_columns(self):
        for source, column in (("1 +", 4), ("(1", 3), ("1 2", 3), ("*", 1)):
            with self.assertRaises(ExpressionError) as caught:
                parse(source)
            self.assertEqual(caught.exception.column, column, source)

    def test_too_deep_is_an_error(self):
        with self.assertRaises(ExpressionError):
            parse("(" * 150 + "1" + ")" * 150)
        self.assertEqual(len(parse("+".join(["1"] * 500))), 1)
