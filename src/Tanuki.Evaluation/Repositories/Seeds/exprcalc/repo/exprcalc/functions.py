import math


def clamp(value, low, high):
    if low > high:
        low, high = high, low
    return max(low, min(value, high))


def factorial(value):
    if value != int(value) or value < 0:
        raise ValueError("factorial needs a whole number from 0")
    if value > 170:
        raise ValueError("factorial is too large")
    product = 1
    for factor in range(2, int(value) + 1):
        product *= factor
    return product


def mean(*values):
    if not values:
        raise ValueError("mean needs a value")
    return sum(values) / len(values)


def median(*values):
    if not values:
        raise ValueError("median needs a value")
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2 == 1:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


def gcd(a, b):
    a, b = abs(a), abs(b)
    while b:
        a, b = b, a % b
    return a


def round_to(value, digits=0):
    """Halves go away from zero, unlike Python's round."""
    scale = 10 ** int(digits)
    shifted = abs(value) * scale + 0.5
    result = math.floor(shifted) / scale
    return -result if value < 0 else result


# name -> (function, fewest arguments, most arguments or None)
BUILTINS = {
    "abs": (abs, 1, 1),
    "clamp": (clamp, 3, 3),
    "factorial": (factorial, 1, 1),
    "gcd": (gcd, 2, 2),
    "max": (lambda *values: max(values), 1, None),
    "mean": (mean, 1, None),
    "median": (median, 1, None),
    "min": (lambda *values: min(values), 1, None),
    "round": (round_to, 1, 2),
    "sqrt": (math.sqrt, 1, 1),
}

CONSTANTS = {"pi": math.pi, "e": math.e, "tau": 2 * math.pi}
