import unittest

from agenda.jobs import Job
from agenda.planner import Planner, load
from agenda.spans import Span
from agenda.text import parse_job, parse_span, show_plan


class PlannerTest(unittest.TestCase):
    def setUp(self):
        self.working = parse_span("9:00-12:00")

    def test_jobs_fill_the_gaps_in_order(self):
        planner = Planner(self.working, busy=[parse_span("9:30-10:30")])
        plan, left = planner.plan([Job("long", 60), Job("short", 30)])
        self.assertEqual(show_plan(plan), "09:00-09:30 short (30m)\n10:30-11:30 long (1h)")
        self.assertEqual(left, [])
        self.assertEqual(load(plan, self.working), 50)

    def test_a_job_waits_for_those_before_it(self):
        plan, left = Planner(self.working).plan([parse_job("b 30 after a"), parse_job("a 1h from 10:00")])
        self.assertEqual((plan["a"], plan["b"]), (Span(600, 660), Span(660, 690)))
        self.assertEqual(left, [])

    def test_what_finds_no_place_is_left_over_with_what_waits_for_it(self):
        plan, left = Planner(self.working).plan([Job("a", 200), Job("b", 10, after=["a"]), Job("c", 180)])
        self.assertEqual(list(plan), ["c"])
        self.assertEqual(sorted(left), ["a", "b"])

    def test_pauses_are_kept(self):
        plan, _ = Planner(self.working, pause=15).plan([Job("a", 30), Job("b", 30)])
        self.assertEqual(plan["b"].start - plan["a"].end, 15)

    def test_deadlines(self):
        plan, left = Planner(self.working).plan([parse_job("a 60 by 9:59"), parse_job("b 60 !1 by 10:00")])
        self.assertEqual((list(plan), left), (["b"], ["a"]))

    def test_no_working_time(self):
        self.assertEqual(load({}, Span(5, 5)), 0)


class TextTest(unittest.TestCase):
    def test_spans_over_midnight(self):
        self.assertEqual(parse_span("22:00-6:00"), Span(1320, 1800))
        with self.assertRaises(ValueError):
            parse_span("9:00")

    def test_jobs(self):
        job = parse_job("wash 1h30 !2 after soak,rinse from 9:00 by 12:00")
        self.assertEqual((job.minutes, job.priority, job.after, job.earliest, job.latest), (90, 2, ("soak", "rinse"), 540, 720))
        for line in ("wash", "wash 10 after", "wash 10 maybe x"):
            with self.assertRaises(ValueError, msg=line):
                parse_job(line)
