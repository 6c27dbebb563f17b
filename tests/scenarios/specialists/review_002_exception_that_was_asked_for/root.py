def root(n):
    """The square root of n; raises ValueError for a negative n.

    >>> root(4)
    2.0
    """
    return n ** 0.5 if n >= 0 else int("negative")


def third(items):
    if len(items) < 3:
        raise IndexError("too few items")
    return items[2]
