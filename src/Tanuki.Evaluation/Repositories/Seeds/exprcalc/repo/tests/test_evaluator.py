import unittest

from exprcalc import Calculator, ExpressionError


class EvaluatorTest(unittest.TestCase):
    def setUp(self):
        self.calculator = Calculator()

    def check(self, source, expected):
        self.assertAlmostEqual(self.calculator.run(source), expected, msg=source)

    def test_precedence(self):
        self.check("1 + 2 * 3", 7)
        self.check("(1 + 2) * 3", 9)
        self.check("10 - 4 - 3", 3)
        self.check("2 ^ 3 ^ 2", 512)
        self.check("-2 ^ 2", -4)

    def test_division_and_remainder(self):
        self.check("7 / 2", 3.5)
        self.check("7 % 4", 3)

    def test_factorial(self):
        self.check("5!", 120)
        self.check("0!", 1)
        self.check("3!!", 720)
        with self.assertRaises(ExpressionError):
            self.calculator.run("(-1)!")

    def test_functions(self):
        self.check("clamp(5, 1, 3)", 3)
        self.check("clamp(0, 3, 1)", 1)
        self.check("median(5, 1, 3)", 3)
        self.check("median(4, 1, 3, 2)", 2.5)
        self.check("mean(1, 2, 6)", 3)
        self.check("gcd(12, 0-18)", 6)
        self.check("max(3, 1) - min(3, 1)", 2)

    def test_rounding_goes_away_from_zero(self):
        self.check("round(2.5)", 3)
        self.check("round(-2.5)", -3)
        self.check("round(1.256, 2)", 1.26)

    def test_argument_counts(self):
        for source in ("sqrt()", "sqrt(1, 2)", "max()", "round(1, 2, 3)"):
            with self.assertRaises(ExpressionError, msg=source):
                self.calculator.run(source)

    def test_the_message_says_how_many(self):
        with self.assertRaisesRegex(ExpressionError, "takes 1 to 2, not 3"):
            self.calculator.run("round(1, 2, 3)")
        with self.assertRaisesRegex(ExpressionError, "takes at least 1, not 0"):
            self.calculator.run("max()")

    def test_powers_at_the_edges(self):
        self.check("(-8) ^ 3", -512)
        for source in ("0 ^ -1", "(-8) ^ 0.5", "2 ^ 1001"):
            with self.assertRaises(ExpressionError, msg=source):
                self.calculator.run(source)

    def test_division_by_zero_has_a_column(self):
        with self.assertRaises(ExpressionError) as caught:
            self.calculator.run("10 / 0")
        self.assertEqual(caught.exception.column, 4)

    def test_names(self):
        self.check("r = 3; r * 2", 6)
        self.check("r + tau / pi", 5)
        with self.assertRaises(ExpressionError):
            self.calculator.run("pi = 3")
        with self.assertRaises(ExpressionError):
            self.calculator.run("unknown + 1")
