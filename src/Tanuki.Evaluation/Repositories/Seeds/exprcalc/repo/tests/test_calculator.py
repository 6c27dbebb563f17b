import unittest

from exprcalc import Calculator


class CalculatorTest(unittest.TestCase):
    def test_ans_is_the_last_result(self):
        calculator = Calculator()
        calculator.run("6 * 7")
        self.assertEqual(calculator.run("ans + 1"), 43)

    def test_nothing_gives_nothing(self):
        self.assertIsNone(Calculator().run(" ; "))
        self.assertEqual(Calculator().show(""), "")

    def test_history_is_bounded_and_newest_first(self):
        calculator = Calculator(history_limit=3)
        for number in range(5):
            calculator.run(str(number))
        self.assertEqual(calculator.last(2), [("4", 4), ("3", 3)])
        self.assertEqual(len(calculator.last(10)), 3)
        self.assertEqual(calculator.last(0), [])

    def test_show_formats_numbers(self):
        calculator = Calculator()
        self.assertEqual(calculator.show("6 / 2"), "3")
        self.assertEqual(calculator.show("1 / 8"), "0.125")
        self.assertEqual(calculator.show("2 ^ 70"), "1180591620717411303424")

    def test_show_points_at_errors(self):
        self.assertEqual(Calculator().show("1 / 0"), "1 / 0\n  ^\nerror: division by zero")
