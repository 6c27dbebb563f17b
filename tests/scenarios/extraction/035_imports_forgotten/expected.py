from math import gcd
from typing import List
import math
def lcm(numbers: List[int]) -> int:
    result = 1
    for n in numbers:
        result = result * n // gcd(result, n)
    return math.floor(result)
