def second_largest(items):
    """The second largest different value.

    >>> second_largest([5, 5, 4])
    4
    """
    return sorted(items)[-2]


def unrelated(x):
    return x
