# entry: average
def average(numbers):
    return sum(numbers) / len(numbers)
# === tests
def test_near():
    assert abs(average([1, 2, 4]) - 7 / 3) < 1e-9
    assert abs(average([1, 2]) - 1.5) < 1e-9


def test_order():
    assert 2 <= average([2, 3, 4]) <= 3
    assert average([2, 3, 4]) >= 3


def test_sum():
    assert average([1, 2]) + average([3, 4]) == 5
# === examples
average([1, 2]) => 1.5
average([7]) => 7.0
