def f(n):
    """Next number."""
    return n + 1
