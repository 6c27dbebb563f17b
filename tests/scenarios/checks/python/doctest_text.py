def is_even(n):
    return n % 2 == 0


def words(text):
    return sorted(set(text.split()))


def fail():
    raise KeyError("k")
# === tests
>>> is_even(4)
True
>>> is_even(3)
False
>>> words("b a b")
['a', 'b']
>>> x = words("c d")
>>> for w in x:
...     assert w
>>> len(x)
2
>>> fail()
Traceback (most recent call last):
KeyError: 'k'
