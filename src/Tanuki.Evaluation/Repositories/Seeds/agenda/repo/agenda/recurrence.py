import datetime

NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Rule:
    """When something repeats: `daily`, `every 3 days`, `weekly mon,thu`, `monthly 31`, `monthly last`."""

    def __init__(self, kind, every=1, weekdays=(), day=None):
        self.kind = kind
        self.every = every
        self.weekdays = frozenset(weekdays)
        self.day = day

    def matches(self, day, anchor):
        """Whether it falls on `day` when it first did on `anchor`; never before the anchor."""
        if day < anchor:
            return False
        if self.kind == "days":
            return (day - anchor) % self.every == 0
        date = datetime.date.fromordinal(day)
        if self.kind == "weekly":
            return date.weekday() in self.weekdays
        last = days_in_month(date.year, date.month)
        if self.day is None:
            return date.day == last
        return date.day == min(self.day, last)

    def next_after(self, day, anchor, limit=800):
        """The first day after `day`; None when there is none within the limit."""
        for candidate in range(day + 1, day + limit + 1):
            if self.matches(candidate, anchor):
                return candidate
        return None


def days_in_month(year, month):
    if month == 12:
        return 31
    return (datetime.date(year, month + 1, 1) - datetime.date(year, month, 1)).days


def parse_rule(text):
    words = text.strip().lower().split()
    if words == ["daily"]:
        return Rule("days")
    if len(words) == 3 and words[0] == "every" and words[2] in ("day", "days"):
        every = int(words[1])
        if every < 1:
            raise ValueError("every needs at least one day")
        return Rule("days", every=every)
    if len(words) == 2 and words[0] == "weekly":
        return Rule("weekly", weekdays=[weekday(name) for name in words[1].split(",")])
    if len(words) == 2 and words[0] == "monthly":
        if words[1] == "last":
            return Rule("monthly")
        day = int(words[1])
        if not 1 <= day <= 31:
            raise ValueError("there is no such day of the month")
        return Rule("monthly", day=day)
    raise ValueError(f"{text!r} is not a rule")


def weekday(name):
    short = name.strip()[:3]
    if short not in NAMES:
        raise ValueError(f"{name!r} is not a weekday")
    return NAMES.index(short)
