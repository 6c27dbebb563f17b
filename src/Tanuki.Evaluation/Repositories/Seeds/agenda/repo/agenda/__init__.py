"""Spans, recurrence, jobs and a planner."""
