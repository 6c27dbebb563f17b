class Job:
    """Higher priorities go first."""

    def __init__(self, name, minutes, priority=0, after=(), earliest=0, latest=None):
        if minutes <= 0:
            raise ValueError("a job takes time")
        self.name = name
        self.minutes = minutes
        self.priority = priority
        self.after = tuple(after)
        self.earliest = earliest
        self.latest = latest

    def fits(self, start):
        """Whether it may begin then and still be done in time."""
        return start >= self.earliest and (self.latest is None or start + self.minutes <= self.latest)


class CycleError(ValueError):
    def __init__(self, names):
        super().__init__("jobs wait for each other: " + ", ".join(names))
        self.names = names


def in_order(jobs):
    """Each after what it waits for; among those that are ready, by priority, then by name."""
    by_name = {job.name: job for job in jobs}
    for job in jobs:
        for name in job.after:
            if name not in by_name:
                raise ValueError(f"{job.name} waits for {name}, which is not there")
    waiting = {job.name: set(job.after) for job in jobs}
    ordered = []
    while waiting:
        ready = [by_name[name] for name, needs in waiting.items() if not needs]
        if not ready:
            raise CycleError(sorted(waiting))
        job = min(ready, key=lambda j: (-j.priority, j.name))
        ordered.append(job)
        del waiting[job.name]
        for needs in waiting.values():
            needs.discard(job.name)
    return ordered


def critical_minutes(jobs):
    """The shortest time in which all could be done side by side."""
    finish = {}
    for job in in_order(jobs):
        begin = max((finish[name] for name in job.after), default=0)
        finish[job.name] = begin + job.minutes
    return max(finish.values(), default=0)
