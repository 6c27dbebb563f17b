def double(n):
    """Twice n.

    >>> double(2)
    4
    """
    return 2 * n
