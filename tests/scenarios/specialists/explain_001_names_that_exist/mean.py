def mean(numbers):
    """Return the mean of a list of numbers.

    >>> mean([1, 2, 3])
    2.0
    """
    total = 0
    for n in numbers:
        total += n
    return total / len(numbers)
