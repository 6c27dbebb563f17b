# entry: opened
class opened:
    def __init__(self, n):
        self.value = n * 2

    def __enter__(self):
        return self.value

    def __exit__(self, kind, error, trace):
        return False
# === tests
def test_value():
    with opened(4) as value:
        assert value == 8
# === examples
opened(4).value => 8
