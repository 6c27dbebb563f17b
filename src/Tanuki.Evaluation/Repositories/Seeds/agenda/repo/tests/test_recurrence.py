import datetime
import unittest

from agenda.recurrence import days_in_month, parse_rule


def day(text):
    return datetime.date.fromisoformat(text).toordinal()


class RecurrenceTest(unittest.TestCase):
    def days(self, rule, anchor, until):
        parsed = parse_rule(rule)
        first = day(anchor)
        return [
            datetime.date.fromordinal(d).isoformat()[5:] for d in range(first - 3, day(until) + 1) if parsed.matches(d, first)
        ]

    def test_daily_begins_at_the_anchor(self):
        self.assertEqual(self.days("daily", "2024-02-27", "2024-03-01"), ["02-27", "02-28", "02-29", "03-01"])

    def test_every_few_days(self):
        self.assertEqual(self.days("every 3 days", "2024-01-01", "2024-01-09"), ["01-01", "01-04", "01-07"])

    def test_weekdays(self):
        self.assertEqual(self.days("weekly mon,thursday", "2024-01-02", "2024-01-11"), ["01-04", "01-08", "01-11"])

    def test_days_that_a_month_lacks_become_its_last(self):
        self.assertEqual(self.days("monthly 31", "2024-01-31", "2024-04-30"), ["01-31", "02-29", "03-31", "04-30"])
        self.assertEqual(self.days("monthly last", "2023-02-01", "2023-03-31"), ["02-28", "03-31"])

    def test_months(self):
        self.assertEqual([days_in_month(2023, m) for m in (2, 4, 12)], [28, 30, 31])

    def test_next_after(self):
        rule = parse_rule("weekly fri")
        self.assertEqual(rule.next_after(day("2024-01-05"), day("2024-01-01")), day("2024-01-12"))
        self.assertIsNone(rule.next_after(day("2024-01-05"), day("2024-01-01"), limit=6))

    def test_what_is_no_rule(self):
        for text in ("", "weekly", "weekly xyz", "every 0 days", "monthly 32", "monthly 0", "yearly"):
            with self.assertRaises(ValueError, msg=text):
                parse_rule(text)
