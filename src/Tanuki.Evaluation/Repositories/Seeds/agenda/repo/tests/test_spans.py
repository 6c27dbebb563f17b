import unittest

from agenda.spans import Span, gaps, merge, total


class SpansTest(unittest.TestCase):
    def test_touching_spans_do_not_overlap(self):
        self.assertFalse(Span(1, 3).overlaps(Span(3, 5)))
        self.assertTrue(Span(1, 4).overlaps(Span(3, 5)))
        self.assertTrue(Span(3, 4).overlaps(Span(1, 9)))

    def test_the_end_is_excluded(self):
        span = Span(10, 20)
        self.assertEqual([span.contains(m) for m in (9, 10, 19, 20)], [False, True, True, False])
        with self.assertRaises(ValueError):
            Span(2, 1)
        self.assertEqual(Span(2, 2).length, 0)

    def test_intersection(self):
        self.assertEqual(Span(1, 5).intersection(Span(3, 9)), Span(3, 5))
        self.assertIsNone(Span(1, 3).intersection(Span(3, 9)))

    def test_merge_joins_what_touches(self):
        self.assertEqual(merge([Span(5, 8), Span(1, 3), Span(3, 4), Span(6, 7)]), [Span(1, 4), Span(5, 8)])
        self.assertEqual(merge([]), [])

    def test_gaps(self):
        day = Span(0, 100)
        self.assertEqual(gaps([Span(10, 20), Span(15, 30)], day), [Span(0, 10), Span(30, 100)])
        self.assertEqual(gaps([Span(-5, 5), Span(90, 200)], day), [Span(5, 90)])
        self.assertEqual(gaps([Span(0, 100)], day), [])
        self.assertEqual(gaps([Span(100, 110), Span(-9, 0)], day), [day])

    def test_total_counts_shared_time_once(self):
        self.assertEqual(total([Span(0, 10), Span(5, 15), Span(20, 21)]), 16)
