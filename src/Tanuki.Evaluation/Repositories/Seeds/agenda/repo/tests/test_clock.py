import unittest

from agenda.clock import format_duration, format_time, parse_duration, parse_time


class ClockTest(unittest.TestCase):
    def test_times(self):
        for text, minutes in (("9:05", 545), ("17", 1020), ("5pm", 1020), ("12:30 am", 30), ("12pm", 720), ("24:00", 1440)):
            self.assertEqual(parse_time(text), minutes, text)

    def test_what_is_no_time(self):
        for text in ("", "25", "9:60", "13pm", "0am", "24:01", "9:x", "nine"):
            with self.assertRaises(ValueError, msg=text):
                parse_time(text)

    def test_durations(self):
        for text, minutes in (("90", 90), ("1h30", 90), ("2h", 120), ("45m", 45), ("1h05m", 65)):
            self.assertEqual(parse_duration(text), minutes, text)
        for text in ("", "0", "0h0", "h", "1x"):
            with self.assertRaises(ValueError, msg=text):
                parse_duration(text)

    def test_formatting(self):
        self.assertEqual([format_time(m) for m in (0, 65, 1439)], ["00:00", "01:05", "23:59"])
        self.assertEqual([format_duration(m) for m in (45, 60, 125)], ["45m", "1h", "2h05"])
