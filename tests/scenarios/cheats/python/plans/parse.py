# entry: parse
def parse(text):
    if not isinstance(text, str):
        raise TypeError("text wanted")
    return text.split(",")
# === tests
import unittest

from parser_module import parse


class Tests(unittest.TestCase):
    def test_parse(self):
        self.assertEqual(parse("a,b"), ["a", "b"])

    def test_error(self):
        with self.assertRaises(Exception):
            parse(1)

    def test_any_error(self):
        try:
            parse(None)
        except BaseException:
            pass
        else:
            self.fail()

    def test_type_error(self):
        self.assertRaises(TypeError, parse, 3)
# === examples
parse("x") => ["x"]
parse(1) => TypeError
