from .clock import format_duration, format_time, parse_duration, parse_time
from .jobs import Job
from .spans import Span


def parse_span(text):
    """`9:00-17:30`; an end before the start is on the next day."""
    start, dash, end = text.partition("-")
    if not dash:
        raise ValueError(f"{text!r} is not a span")
    first = parse_time(start)
    last = parse_time(end)
    if last < first:
        last += 24 * 60
    return Span(first, last)


def parse_job(line):
    """`name 1h30 !2 after a,b from 9:00 by 12:00`: everything after the duration may be left out."""
    words = line.split()
    if len(words) < 2:
        raise ValueError(f"{line!r} is not a job")
    options = {"priority": 0, "after": (), "earliest": 0, "latest": None}
    rest = words[2:]
    while rest:
        word = rest.pop(0)
        if word.startswith("!"):
            options["priority"] = int(word[1:])
            continue
        if not rest:
            raise ValueError(f"{word!r} needs a value")
        value = rest.pop(0)
        if word == "after":
            options["after"] = tuple(value.split(","))
        elif word == "from":
            options["earliest"] = parse_time(value)
        elif word == "by":
            options["latest"] = parse_time(value)
        else:
            raise ValueError(f"{word!r} is not known")
    return Job(words[0], parse_duration(words[1]), **options)


def show_plan(plan):
    """One line per job, by time."""
    lines = []
    for name, span in sorted(plan.items(), key=lambda pair: (pair[1].start, pair[0])):
        lines.append(f"{format_time(span.start)}-{format_time(span.end)} {name} ({format_duration(span.length)})")
    return "\n".join(lines)
