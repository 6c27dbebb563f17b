# The part of pytest that small test files use. Always this one, installed or not, so that a check means the same everywhere.
import sys
import types

pytest = types.ModuleType("pytest")


class Skipped(BaseException):
    pass


class ExceptionInfo:
    value = None

    @property
    def type(self):
        return type(self.value)

    def match(self, pattern):
        import re
        assert re.search(pattern, str(self.value)), "%r does not match %r" % (str(self.value), pattern)
        return True

    def __str__(self):
        return repr(self.value)


class Raises:
    def __init__(self, expected, match):
        self.expected, self.match, self.info = expected, match, ExceptionInfo()

    def __enter__(self):
        return self.info

    def __exit__(self, kind, error, trace):
        if kind is None:
            raise AssertionError("did not raise %s" % name_of(self.expected))
        if not issubclass(kind, self.expected):
            return False
        self.info.value = error
        if self.match is not None:
            self.info.match(self.match)
        return True


def name_of(kinds):
    return " or ".join(k.__name__ for k in kinds) if isinstance(kinds, tuple) else kinds.__name__


def raises(expected_exception, *args, match=None, **kwargs):
    context = Raises(expected_exception, match)
    if not args:
        return context
    with context as info:
        args[0](*args[1:], **kwargs)
    return info


class Approx:
    __hash__ = None

    def __init__(self, expected, rel=None, abs=None, nan_ok=False):
        self.expected, self.rel, self.abs, self.nan_ok = expected, rel, abs, nan_ok

    def near(self, actual, expected):
        if isinstance(expected, dict):
            return isinstance(actual, dict) and actual.keys() == expected.keys() and all(self.near(actual[k], expected[k]) for k in expected)
        if isinstance(expected, (list, tuple)):
            return isinstance(actual, (list, tuple)) and len(actual) == len(expected) and all(map(self.near, actual, expected))
        if not isinstance(expected, (int, float, complex)) or isinstance(expected, bool):
            decimal = sys.modules.get("decimal")
            fractions = sys.modules.get("fractions")
            numbers = tuple(t for t in (decimal and decimal.Decimal, fractions and fractions.Fraction) if t)
            if not numbers or not isinstance(expected, numbers) or not isinstance(actual, (int, float, *numbers)):
                return actual == expected
            actual, expected = float(actual), float(expected)
        if not isinstance(actual, (int, float, complex)):
            try:
                actual = type(actual).__float__(actual)
            except (AttributeError, TypeError):
                return False
        if actual == expected:
            return True
        if actual != actual or expected != expected:
            return self.nan_ok and actual != actual and expected != expected
        if abs(expected) == float("inf") or abs(actual) == float("inf"):
            return False
        absolute = 1e-12 if self.abs is None else self.abs
        relative = (1e-6 if self.abs is None else 0.0) if self.rel is None else self.rel
        return abs(actual - expected) <= max(absolute, relative * abs(expected))

    def __eq__(self, actual):
        return self.near(actual, self.expected)

    def __ne__(self, actual):
        return not self == actual

    def __repr__(self):
        return "approx(%r)" % (self.expected,)


class Mark:
    def __init__(self, name, args=(), kwargs=None):
        self.name, self.args, self.kwargs = name, args, kwargs or {}

    def __call__(self, *args, **kwargs):
        if len(args) == 1 and not kwargs and (isinstance(args[0], types.FunctionType) or isinstance(args[0], type)) and self.name != "parametrize":
            return self.put(args[0])
        made = Mark(self.name, args, kwargs)
        return made.put

    def put(self, target):
        target.__dict__.get("pytestmark") or setattr(target, "pytestmark", [])
        target.pytestmark = [*target.pytestmark, self]
        return target


class Marks:
    def __getattr__(self, name):
        return Mark(name)


class Param:
    def __init__(self, values, marks):
        self.values, self.marks = values, marks


def fixture(function=None, scope="function", params=None, autouse=False, ids=None, name=None):
    def wrap(f):
        f._fixture = (name or f.__name__, params, autouse, scope)
        return f
    return wrap(function) if function is not None else wrap


def fail(reason="", pytrace=True):
    raise AssertionError(reason or "failed by the test")


def skip(reason="", allow_module_level=False):
    raise Skipped(reason)


def importorskip(name, *args, **kwargs):
    try:
        return __import__(name)
    except ImportError:
        raise Skipped("%s is not installed" % name)


def warns(*args, **kwargs):
    import warnings
    return warnings.catch_warnings(record=True)


for item in (raises, fixture, fail, skip, importorskip, warns):
    setattr(pytest, item.__name__, item)
pytest.approx, pytest.mark, pytest.Skipped = Approx, Marks(), Skipped
pytest.param = lambda *values, marks=(), id=None: Param(values, marks)
pytest.main = lambda *args, **kwargs: 0
pytest.skip.Exception = Skipped
sys.modules["pytest"] = pytest


class Capture:
    """capsys: what the program printed came with its answers and was written to sys.stdout."""

    def __init__(self):
        import io
        self.kept, sys.stdout = sys.stdout, io.StringIO()

    def readouterr(self):
        text = sys.stdout.getvalue()
        sys.stdout.seek(0)
        sys.stdout.truncate()
        return types.SimpleNamespace(out=text, err="")

    def close(self):
        sys.stdout = self.kept


class Patch:
    def __init__(self):
        self.undo = []

    def setattr(self, target, name, value, raising=True):
        old = getattr(target, name)
        self.undo.append(lambda: setattr(target, name, old))
        setattr(target, name, value)

    def setitem(self, target, key, value):
        old = dict(target)
        self.undo.append(lambda: (target.clear(), target.update(old)))
        target[key] = value

    def close(self):
        for undo in reversed(self.undo):
            undo()


def cases(function):
    """Every combination of the parametrize marks, as keyword arguments."""
    out = [{}]
    for mark in getattr(function, "pytestmark", ()):
        if mark.name != "parametrize":
            continue
        names = mark.args[0]
        names = [n.strip() for n in names.split(",")] if isinstance(names, str) else list(names)
        rows = mark.args[1] if len(mark.args) > 1 else mark.kwargs["argvalues"]
        more = []
        for row in rows:
            if isinstance(row, Param):
                row = row.values if len(names) > 1 else row.values[0]
            more.append(dict(zip(names, row)) if len(names) > 1 else {names[0]: row})
        out = [{**old, **new} for old in out for new in more]
    return out


class Fixtures:
    def __init__(self, namespaces):
        self.known = {}
        for space in namespaces:
            for value in list(space.values()):
                made = getattr(value, "__dict__", {}).get("_fixture") if isinstance(value, types.FunctionType) else None
                if made:
                    self.known[made[0]] = (value, made)

    def choices(self, names):
        """The parameter sets of parametrised fixtures that a test needs, directly or through others."""
        out, todo, seen = [{}], list(names), set()
        while todo:
            name = todo.pop()
            if name in seen or name not in self.known:
                continue
            seen.add(name)
            function, made = self.known[name]
            todo += arguments(function)
            if made[1]:
                out = [{**old, name: p} for old in out for p in made[1]]
        return out

    def run(self, function, values, owner, params):
        closing, ready = [], dict(values)
        try:
            for name, (_, made) in self.known.items():
                if made[2]:
                    self.get(name, ready, closing, owner, params)
            call = {n: self.get(n, ready, closing, owner, params) for n in arguments(function)}
            return function(owner, **call) if owner is not None else function(**call)
        finally:
            for close in reversed(closing):
                close()

    def get(self, name, ready, closing, owner, params):
        if name in ready:
            return ready[name]
        if name == "request":
            return types.SimpleNamespace(param=params.get("_current"))
        if name in ("capsys", "monkeypatch"):
            ready[name] = value = Capture() if name == "capsys" else Patch()
            closing.append(value.close)
            return value
        if name not in self.known:
            raise LookupError("fixture %r not found" % name)
        function = self.known[name][0]
        call = {n: self.get(n, ready, closing, owner, {**params, "_current": params.get(name)}) for n in arguments(function)}
        own = function.__code__.co_varnames[:1] == ("self",)
        value = function(owner, **call) if own else function(**call)
        if function.__code__.co_flags & 0x20:
            generator = value
            value = next(generator)
            closing.append(lambda: next(generator, None))
        ready[name] = value
        return value


def arguments(function):
    code = function.__code__
    names = code.co_varnames[:code.co_argcount]
    names = names[1:] if names[:1] == ("self",) else names
    defaults = len(function.__defaults__ or ())
    return names[:len(names) - defaults] if defaults else names
