class Span:
    """From start (included) to end (excluded)."""

    def __init__(self, start, end):
        if end < start:
            raise ValueError("a span does not end before it starts")
        self.start = start
        self.end = end

    @property
    def length(self):
        return self.end - self.start

    def overlaps(self, other):
        return self.start < other.end and other.start < self.end

    def contains(self, moment):
        return self.start <= moment < self.end

    def intersection(self, other):
        """None when they share nothing."""
        start = max(self.start, other.start)
        end = min(self.end, other.end)
        return Span(start, end) if start < end else None

    def __eq__(self, other):
        return isinstance(other, Span) and (self.start, self.end) == (other.start, other.end)

    def __hash__(self):
        return hash((self.start, self.end))

    def __repr__(self):
        return f"Span({self.start}, {self.end})"


def merge(spans):
    """Sorted, without overlaps; spans that touch become one."""
    merged = []
    for span in sorted(spans, key=lambda s: (s.start, s.end)):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def gaps(spans, within):
    """What of `within` no span covers."""
    free = []
    at = within.start
    for span in merge(spans):
        if span.end <= within.start:
            continue
        if span.start >= within.end:
            break
        if span.start > at:
            free.append(Span(at, span.start))
        at = max(at, span.end)
    if at < within.end:
        free.append(Span(at, within.end))
    return free


def total(spans):
    """Time that at least one span covers."""
    return sum(span.length for span in merge(spans))
