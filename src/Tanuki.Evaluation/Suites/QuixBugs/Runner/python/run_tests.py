"""Runs one published test file without pytest, as much of which as the tests use is here. Says TAP."""

import importlib
import os
import sys
import types

ROOT = os.path.dirname(os.path.abspath(__file__))
OUT = os.fdopen(os.dup(1), "w")
sys.stdout = sys.stderr
sys.path[:0] = [ROOT, os.path.join(ROOT, "python_testcases")]


class Skipped(Exception):
    pass


class Approx:
    def __init__(self, expected, rel=1e-6, abs=1e-12):
        self.expected = expected
        self.tolerance = max(abs, rel * (expected if expected > 0 else -expected))

    def __eq__(self, actual):
        difference = actual - self.expected
        return -self.tolerance <= difference <= self.tolerance


def skip(reason=""):
    raise Skipped(reason)


def parametrize(names, cases):
    def mark(function):
        function.cases = list(cases)
        return function

    return mark


def install():
    pytest = types.ModuleType("pytest")
    pytest.use_correct = False
    pytest.run_slow = False
    pytest.skip = skip
    pytest.approx = Approx
    pytest.mark = types.SimpleNamespace(parametrize=parametrize)
    sys.modules["pytest"] = pytest


def calls(module, shown):
    """What to call, with a name; the first cases are those that the task shows."""
    for name, function in list(vars(module).items()):
        if not name.startswith("test") or not callable(function):
            continue
        if not hasattr(function, "cases"):
            yield name, function, ()
            continue
        for number, case in enumerate(function.cases):
            if number >= shown:
                yield f"{name}[{number}]", function, case


def main(algorithm, shown):
    install()
    module = importlib.import_module(f"test_{algorithm}")
    count = failures = 0
    for name, function, arguments in calls(module, shown):
        count += 1
        try:
            function(*arguments)
            print(f"ok {count} - {name}", file=OUT, flush=True)
        except Skipped:
            print(f"ok {count} - {name} # SKIP", file=OUT, flush=True)
        except Exception as error:
            failures += 1
            print(f"not ok {count} - {name}\n  # {type(error).__name__}: {error}", file=OUT, flush=True)
    print(f"1..{count}", file=OUT, flush=True)
    sys.exit(1 if failures else 0)


main(sys.argv[1], int(sys.argv[2]))
