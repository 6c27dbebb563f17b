import unittest

from agenda.jobs import CycleError, Job, critical_minutes, in_order


def names(jobs):
    return [job.name for job in in_order(jobs)]


class JobsTest(unittest.TestCase):
    def test_priorities_then_names(self):
        self.assertEqual(names([Job("b", 1), Job("a", 1), Job("z", 1, priority=2)]), ["z", "a", "b"])

    def test_what_is_waited_for_comes_first(self):
        self.assertEqual(names([Job("a", 1, priority=9, after=["c"]), Job("b", 1), Job("c", 1)]), ["b", "c", "a"])

    def test_cycles_and_missing_jobs_are_told(self):
        with self.assertRaises(CycleError) as caught:
            in_order([Job("a", 1, after=["b"]), Job("b", 1, after=["a"]), Job("c", 1)])
        self.assertEqual(caught.exception.names, ["a", "b"])
        with self.assertRaises(ValueError):
            in_order([Job("a", 1, after=["x"])])

    def test_critical_path(self):
        jobs = [Job("a", 10), Job("b", 5, after=["a"]), Job("c", 20), Job("d", 1, after=["b", "c"])]
        self.assertEqual(critical_minutes(jobs), 21)
        self.assertEqual(critical_minutes([]), 0)

    def test_a_job_fits_between_its_bounds(self):
        job = Job("a", 30, earliest=100, latest=160)
        self.assertEqual([job.fits(s) for s in (99, 100, 130, 131)], [False, True, True, False])
