from bisect import bisect
import datetime
def f(days, when):
    at = bisect(days, when)
    start = datetime.datetime(2020, 1, 1)
    return start + datetime.timedelta(days=at)
