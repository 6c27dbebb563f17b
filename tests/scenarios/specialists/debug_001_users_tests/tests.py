from second import second_largest


def test_equal_ones():
    assert second_largest([5, 5, 4]) == 4


def test_plain():
    assert second_largest([1, 2, 3]) == 2
