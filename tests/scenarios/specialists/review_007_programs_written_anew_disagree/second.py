def second_largest(items):
    """The second largest different value.

    >>> second_largest([3, 1, 2])
    2
    """
    return sorted(items)[-2]
