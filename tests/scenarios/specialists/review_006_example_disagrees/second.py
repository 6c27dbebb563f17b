def second_largest(items):
    """The second largest different value.

    >>> second_largest([3, 1, 2])
    2
    >>> second_largest([5, 5, 4])
    4
    """
    return sorted(items)[-2]
