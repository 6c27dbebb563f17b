def move_zeroes(nums):
    k = 0
    for x in nums:
        if x:
            nums[k] = x
            k += 1
    for i in range(k, len(nums)):
        nums[i] = 0


def rotate(matrix):
    matrix[:] = [list(r) for r in zip(*matrix[::-1])]
    return matrix


def deepen(data):
    data["list"].append(4)
    data["new"] = {"x": {1, 2}}
    data["set"].discard(1)
    return data["list"]
# === tests
def test_list():
    nums = [0, 1, 0, 3]
    assert move_zeroes(nums) is None
    assert nums == [1, 3, 0, 0]


def test_same_object():
    m = [[1, 2], [3, 4]]
    assert rotate(m) is m
    assert m == [[3, 1], [4, 2]]


def test_nested():
    inner = [1]
    data = {"list": inner, "set": {1, 2}}
    assert deepen(data) is inner
    assert inner == [1, 4]
    assert data == {"list": [1, 4], "set": {2}, "new": {"x": {1, 2}}}
