from contextlib import contextmanager


class Resource:
    def __init__(self):
        self.events = []

    def __enter__(self):
        self.events.append("open")
        return self

    def __exit__(self, kind, error, trace):
        self.events.append("closed" if kind is None else kind.__name__)
        return kind is KeyError


@contextmanager
def tag(out, name):
    out.append(f"<{name}>")
    yield name.upper()
    out.append(f"</{name}>")
# === tests
def test_plain():
    r = Resource()
    with r as same:
        assert same is r
    assert r.events == ["open", "closed"]


def test_swallows():
    r = Resource()
    with r:
        raise KeyError("x")
    assert r.events == ["open", "KeyError"]


def test_decorated():
    with tag([], "b") as name:
        assert name == "B"
