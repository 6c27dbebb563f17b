class Stack(list):
    def push(self, x):
        self.append(x)
        return self

    def peek(self):
        return self[-1]


class Text(str):
    def shout(self):
        return Text(self.upper() + "!")


class Defaults(dict):
    def __missing__(self, key):
        return key * 2
# === tests
def test_list():
    s = Stack([1])
    s.push(2).push(3)
    assert s == [1, 2, 3] and len(s) == 3 and s.peek() == 3 and s[0] == 1
    assert s.pop() == 3 and list(s) == [1, 2]
    assert isinstance(s, list)
    assert 2 in s and s + [9] == [1, 2, 9]


def test_text():
    t = Text("hi")
    assert t == "hi" and t.shout() == "HI!" and t.upper() == "HI" and t[0] == "h"
    assert "-".join([t, t]) == "hi-hi"


def test_dict():
    d = Defaults(a=1)
    assert d["a"] == 1 and d["b"] == "bb" and d == {"a": 1}
    d["c"] = 4
    assert d == {"a": 1, "c": 4}
