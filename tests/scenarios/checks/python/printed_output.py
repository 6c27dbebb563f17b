def greet(name):
    print("Hello,", name)


def count(n):
    for i in range(n):
        print(i, end=" ")
    return n
# === tests
import contextlib
import io


def test_redirected():
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        greet("you")
    assert out.getvalue() == "Hello, you\n"


def test_captured(capsys):
    count(3)
    assert capsys.readouterr().out == "0 1 2 "


import pytest
