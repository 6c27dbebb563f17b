from .jobs import in_order
from .spans import Span, gaps


class Planner:
    """Puts jobs into the free time of one day."""

    def __init__(self, working, busy=(), pause=0):
        self.working = working
        self.busy = list(busy)
        self.pause = pause

    def free(self):
        return gaps(self.busy, self.working)

    def slots(self, minutes):
        """Free spans that are long enough."""
        return [span for span in self.free() if span.length >= minutes]

    def place(self, job, not_before=0):
        """The earliest span for the job, which is then busy; None when there is none."""
        for span in self.slots(job.minutes):
            start = max(span.start, job.earliest, not_before)
            if start + job.minutes <= span.end and job.fits(start):
                placed = Span(start, start + job.minutes)
                self.busy.append(Span(placed.start, placed.end + self.pause))
                return placed
        return None

    def plan(self, jobs):
        """Places all jobs; returns the plan by name, and the names that found no place."""
        placed = {}
        left_over = []
        for job in in_order(jobs):
            if any(name not in placed for name in job.after):
                left_over.append(job.name)
                continue
            not_before = max((placed[name].end for name in job.after), default=0)
            span = self.place(job, not_before)
            if span is None:
                left_over.append(job.name)
            else:
                placed[job.name] = span
        return placed, left_over


def load(plan, working):
    """The share of the working time that is planned, in percent, rounded down."""
    if working.length == 0:
        return 0
    used = sum(span.length for span in plan.values())
    return used * 100 // working.length
