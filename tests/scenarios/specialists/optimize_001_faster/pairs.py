def count_pairs(numbers: list[int]) -> int:
    """Count the pairs of equal numbers.

    >>> count_pairs([1, 2, 1, 1])
    3
    """
    count = 0
    for i in range(len(numbers)):
        for j in range(i + 1, len(numbers)):
            if numbers[i] == numbers[j]:
                count += 1
    return count
