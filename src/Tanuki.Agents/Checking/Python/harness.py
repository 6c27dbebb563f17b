# The harness's process: evaluates tests, examples and probes against stand-ins for the candidate and reports under the secret.
import _ast
import _frozen_importlib

THIRD_PARTY = frozenset((
    "numpy", "pandas", "scipy", "sympy", "hypothesis", "requests", "torch", "sklearn", "tensorflow", "parameterized", "mock", "nose",
    "freezegun", "attr", "attrs", "yaml", "matplotlib", "networkx", "pydantic", "django", "flask", "PIL", "pytest_mock", "six", "_pytest",
))
OWN_MODULES = frozenset((
    "math", "cmath", "collections", "itertools", "functools", "operator", "re", "json", "random", "string", "sys", "os", "copy", "time",
    "heapq", "bisect", "datetime", "decimal", "fractions", "statistics", "unittest", "pytest", "typing", "io", "contextlib", "types",
    "dataclasses", "enum", "asyncio", "inspect", "warnings", "tempfile", "pathlib", "textwrap", "array", "abc", "numbers", "calendar",
))
TEXT_LIMIT, DETAIL_LIMIT = 300, 1500
INFINITE = {float("inf"), -float("inf")}
link = Link()


def bounded(text, limit):
    text = text.encode("utf-8", "replace").decode("utf-8")
    return text if len(text) <= limit else text[:limit * 2 // 3] + " … " + text[-limit // 3:]


def short(value):
    if isinstance(value, Proxy) and not isinstance(value, Data):
        return "<%s object>" % type(value).__name__
    try:
        return bounded(repr(value), 300)
    except BaseException as e:
        return "<%s: repr raised %s>" % (type(value).__name__, type(e).__name__)


# ---- sources

class Source:
    """A parsed text of the tests: what it imports, defines and mentions."""

    def __init__(self, text, name, mode="exec"):
        self.text, self.name, self.lines = text, name, text.split("\n")
        self.tree = compile(text, name, mode, _ast.PyCF_ONLY_AST, dont_inherit=True)
        self.names, self.bases, self.modules, self.imported, self.asserts = set(), set(), set(), set(), []
        self.walk(self.tree)

    def walk(self, node):
        kind = type(node)
        if kind is _ast.Name:
            self.names.add(node.id)
        elif kind is _ast.Attribute and type(node.value) is _ast.Name:
            self.bases.add(node.value.id)
        elif kind is _ast.Import:
            self.modules.update(a.name for a in node.names)
            self.imported.update(a.asname or a.name for a in node.names)
        elif kind is _ast.ImportFrom and node.module:
            self.modules.add(node.module)
            self.imported.update(a.asname or a.name for a in node.names)
        for field in node._fields:
            value = getattr(node, field, None)
            if type(value) is list:
                for item in value:
                    if isinstance(item, _ast.AST):
                        self.walk(item)
            elif isinstance(value, _ast.AST):
                self.walk(value)
        if kind is _ast.Assert:
            self.rewrite(node)

    def rewrite(self, node):
        """Lets a failing assert tell the two values that it compared."""
        place = {k: getattr(node.test, k) for k in ("lineno", "col_offset", "end_lineno", "end_col_offset")}
        number = _ast.Constant(value=len(self.asserts), **place)
        test = node.test
        if type(test) is _ast.Compare and len(test.ops) == 1:
            op, args = type(test.ops[0]).__name__, [test.left, test.comparators[0]]
        else:
            op, args = "", [test]
        self.asserts.append((op, node))
        function = _ast.Name(id="__tanuki_assert__", ctx=_ast.Load(), **place)
        node.test = _ast.Call(func=function, args=[number, *args], keywords=[], **place)

    def segment(self, node):
        first, last = node.lineno - 1, node.end_lineno - 1
        lines = self.lines[first:last + 1]
        lines[-1] = lines[-1].encode()[:node.end_col_offset].decode(errors="replace")
        lines[0] = lines[0].encode()[node.col_offset:].decode(errors="replace")
        return "\n".join(lines)


COMPARE = {
    "Eq": lambda a, b: a == b, "NotEq": lambda a, b: a != b, "Lt": lambda a, b: a < b, "LtE": lambda a, b: a <= b,
    "Gt": lambda a, b: a > b, "GtE": lambda a, b: a >= b, "Is": lambda a, b: a is b, "IsNot": lambda a, b: a is not b,
    "In": lambda a, b: a in b, "NotIn": lambda a, b: a not in b,
}


class Asserts:
    """Stands behind the asserts of one source; remembers the last that failed."""

    def __init__(self, source):
        self.source, self.failed, self.count = source, None, 0

    def __call__(self, number, *values):
        self.count += 1
        op, _ = self.source.asserts[number]
        result = COMPARE[op](*values) if op else values[0]
        if not result:
            self.failed = (number, values)
            return False
        return True

    def explain(self, error):
        if self.failed is None:
            return None
        number, values = self.failed
        op, node = self.source.asserts[number]
        text = bounded(self.source.segment(node), 600)
        if op == "Eq":
            text += "\n  actual:   %s\n  expected: %s" % (short(values[0]), short(values[1]))
        elif op:
            text += "\n  left:  %s\n  right: %s" % (short(values[0]), short(values[1]))
        else:
            text += "\n  value: %s" % short(values[0])
        return text


# ---- the candidate under any name

class Program(types.ModuleType):
    def __getattr__(self, name):
        if name == "__all__":
            # A star import must not let the candidate decide what abs, all or an imported isclose mean to the tests.
            kept = vars(MODULES["builtins"]).keys() | OWN_MODULES | self.__dict__["_t_imported"]
            return [n for n in link.loaded["names"] if not n.startswith("_") and (n == link.entry or n not in kept)]
        if name.startswith("__") or name not in link.loaded["names"]:
            raise AttributeError("the program does not define %r" % name)
        return link.resolve(name)


class Finder:
    """Answers every import that nothing else answers with the candidate."""

    def __init__(self, source):
        self.source = source

    def find_spec(self, name, path=None, target=None):
        root, _, rest = name.partition(".")
        if root in THIRD_PARTY or root in sys.stdlib_module_names:
            return None
        last = rest.rpartition(".")[2]
        if rest and name not in self.source.modules and (last not in self.source.bases or last in link.loaded["names"]):
            return None
        return _frozen_importlib.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        module = Program(spec.name)
        module.__dict__["_t_imported"] = self.source.imported
        return module

    def exec_module(self, module):
        pass


def bind(source, entry, space):
    """Puts the names that a text mentions into its scope: the candidate's, then modules that it forgot to import."""
    builtin = vars(MODULES["builtins"])
    defined = link.loaded["names"]
    others = [n for n in source.names if n in defined and n not in builtin and n not in OWN_MODULES and not defined[n]]
    for name in source.names:
        if name in defined and not defined[name] and name not in OWN_MODULES:
            # A candidate that redefines abs or len would otherwise decide what the tests measure.
            if name not in builtin or name == entry or (entry is None and not others):
                space[name] = link.resolve(name)
        elif name not in builtin and (name in OWN_MODULES or name in defined and name in sys.stdlib_module_names):
            try:
                space[name] = __import__(name)
            except ImportError:
                pass
    if "candidate" in source.names and "candidate" not in defined and entry in defined:
        space["candidate"] = link.resolve(entry)


# ---- reports

class Reporter:
    def __init__(self, secret):
        self.secret, self.count, self.refuted = secret, 0, False

    def put(self, **fields):
        self.count += 1
        self.refuted |= fields.get("outcome", "passed") != "passed"
        fields["s"] = self.secret
        link.write("R", fields)

    def check(self, kind, text, run, limit, explain=None, i=0):
        """Runs one check and reports it; nothing that goes wrong on the way counts as passed."""
        start, outcome, detail = time.monotonic(), "error", None
        link.fault, link.limit = None, limit if self.slow == 0 else max(0.25, limit / 4 ** self.slow)
        try:
            if time.monotonic() > link.deadline:
                raise Lost("time limit for all checks")
            if link.dead and not link.restart():
                raise Lost(link.dead or "the program's process could not be started again")
            run()
            outcome = "passed"
        except Lost as e:
            detail = str(e)
        except BaseException as e:
            outcome, detail = "failed", describe(e, explain)
        if link.fault:
            outcome, detail = "error", link.fault
        if detail == "timeout":
            detail = "time limit: a call took longer than %.3g s of processor time" % link.limit
            self.slow = min(2, self.slow + 1)
        self.put(kind=kind, i=i, text=bounded(text, TEXT_LIMIT), outcome=outcome, detail=detail and bounded(detail, DETAIL_LIMIT),
                 ms=round((time.monotonic() - start) * 1000, 2))

    slow = 0


def describe(e, explain=None):
    text = explain(e) if explain and isinstance(e, AssertionError) and "_tanuki_text" not in e.__dict__ else None
    if text is None and type(e) is Mismatch:
        text = str(e)
    elif text is None:
        text = type(e).__name__ + (": " + str(e) if str(e) else "")
    elif str(e):
        text += "\n  " + str(e)
    if "_tanuki_text" in e.__dict__:
        text = "the program raised " + text
        line = e.__dict__.get("_tanuki_line")
        if line and 0 < line <= len(link.code):
            text += "\n  at line %d: %s" % (line, link.code[line - 1].strip())
    return text


def load_failure():
    """Why the candidate could not be loaded, or None."""
    reply = link.loaded
    if "t" in reply:
        return "the program does not load within the time limit"
    if "f" in reply:
        return "the program does not load: " + str(reply["f"])
    if "x" in reply:
        return "the program does not load: " + describe(link.error(reply["x"])).removeprefix("the program raised ")
    return None


# ---- examples and probes

class Mismatch(AssertionError):
    """An example that gave another value; its text says it all."""


def near(a, b):
    """Equal as Python's == says, floats within 1e-9 of each other: examples are written with rounded digits."""
    if type(a) is float or type(b) is float:
        if not isinstance(a, (int, float)) or not isinstance(b, (int, float)):
            return a == b
        if a == b or (a != a and b != b):
            return True
        # An infinity is within any share of itself of everything.
        return not (INFINITE & {a, b}) and bool not in (type(a), type(b)) and abs(a - b) <= 1e-9 * max(abs(a), abs(b))
    if type(a) is type(b) and isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(near, a, b))
    if type(a) is type(b) and isinstance(a, dict):
        return a.keys() == b.keys() and all(near(a[k], b[k]) for k in a)
    return a == b


def run_example(call, expected, entry):
    scope = {"inf": float("inf"), "nan": float("nan")}
    wanted = Source(expected, "<expected>", "eval")
    for name in wanted.names:
        if name in OWN_MODULES:
            scope[name] = __import__(name)
        elif any((m, name) in KNOWN for m in ("collections", "decimal", "fractions", "datetime")):
            scope[name] = getattr(__import__(next(m for m, n in KNOWN if n == name)), name)
    try:
        want = eval(compile(wanted.tree, "<expected>", "eval"), scope)
    except Exception as e:
        link.fail("the expected value cannot be evaluated: " + str(e))
    raises = isinstance(want, type) and issubclass(want, BaseException)
    source = Source(call, "<example>", "eval")
    space = {}
    bind(source, entry, space)
    try:
        actual = eval(compile(source.tree, "<example>", "eval"), space)
    except Exception as e:
        if raises and isinstance(e, want):
            return
        raise
    if raises and not (isinstance(actual, type) and actual is want):
        raise Mismatch("%s\n  actual:   %s\n  expected: raises %s" % (call, short(actual), want.__name__))
    if not near(actual, want):
        raise Mismatch("%s\n  actual:   %s\n  expected: %s" % (call, short(actual), short(want)))


def canonical(v, depth=0):
    """One text for one behaviour: unordered kinds sorted, floats to 12 digits, types kept apart."""
    if depth > 40:
        return "…"
    t = type(v)
    if t is float:
        return "%.12g" % v if v != int_or_none(v) else "%.12g.0" % v
    if t in (list, tuple):
        parts = [canonical(x, depth + 1) for x in v]
        return ("[%s]" if t is list else "(%s)") % ",".join(parts)
    if isinstance(v, (set, frozenset)):
        return t.__name__ + "{" + ",".join(sorted(canonical(x, depth + 1) for x in v)) + "}"
    if isinstance(v, dict):
        return t.__name__ + "{" + ",".join(sorted(canonical(k, depth + 1) + ":" + canonical(x, depth + 1) for k, x in v.items())) + "}"
    if isinstance(v, Data):
        return "%s(%s)" % (t.__name__, canonical(next(b for b in t.__mro__ if b in BUILTIN_TYPES.values())(v), depth + 1))
    if isinstance(v, Proxy):
        if "__next__" in t._t_special:
            return "iterator[" + ",".join(canonical(x, depth + 1) for _, x in zip(range(1000), v)) + "]"
        if v._t_mutable:
            return "%s(%s)" % (t.__name__, canonical(v._t_ask("raw"), depth + 1))
        state = v._t_ask("vars") if depth < 5 else {}
        return "%s(%s)" % (t.__name__, ",".join(sorted("%s=%s" % (k, canonical(x, depth + 1)) for k, x in state.items())))
    return v._t_name if t is Function else repr(v)


def int_or_none(v):
    return int(v) if v - v == 0 and abs(v) < 1e11 else None


def run_probe(call, entry):
    source = Source(call, "<probe>", "eval")
    space = {}
    bind(source, entry, space)
    return canonical(eval(compile(source.tree, "<probe>", "eval"), space))


def probe(reporter, i, call, entry, limit):
    link.fault, link.limit = None, limit
    try:
        if time.monotonic() > link.deadline:
            raise Lost("timeout")
        if link.dead and not link.restart():
            raise Lost(link.dead)
        text = run_probe(call, entry)
    except Lost as e:
        text = "timeout" if "time" in str(e) else "!lost"
    except BaseException as e:
        text = "!" + type(e).__name__
    if link.fault:
        text = "timeout" if "time" in link.fault else "!lost"
    reporter.put(kind="probe", i=i, text=bounded(text, 2000))


class Sink:
    """What tests print is nobody's business."""

    def write(self, text):
        return len(text)

    def flush(self):
        pass


def main():
    forget_folder()
    inp, out = posix.dup(0), posix.dup(1)
    null = posix.open("/dev/null", posix.O_RDWR)
    for fd in (0, 1, 2):
        posix.dup2(null, fd)
    link.open(inp, out)
    link.deadline = time.monotonic() + 60
    setup = load(link.line(link.deadline))
    sys.stdout = sys.stderr = Sink()
    seconds = setup["time"]
    link.deadline = time.monotonic() + seconds * 0.95
    reporter, entry, link.code = Reporter(setup["secret"]), setup["entry"], setup["code"].split("\n")
    link.entry = entry
    _signal.signal(_signal.SIGALRM, on_deadline)
    _signal.setitimer(_signal.ITIMER_REAL, seconds * 0.95, 0.05)
    limit = seconds * setup["share"]
    try:
        link.loaded = link.receive(4 * limit + 1)
        link.loaded["names"] = {str(k): v is True for k, v in link.loaded["names"].items()}
    except (Lost, KeyError, AttributeError) as e:
        link.loaded = {"f": str(e), "names": {}}
    broken = load_failure()
    if setup["tests"] is not None:
        run_tests(reporter, setup["tests"], setup["path"], entry, limit, broken)
    for i, (call, expected, text) in enumerate(setup["examples"]):
        if broken:
            reporter.put(kind="example", i=i, text=text, outcome="failed", detail=broken, ms=0)
        else:
            reporter.check("example", text, lambda: run_example(call, expected, entry), limit, i=i)
    # How a program that is wrong behaves elsewhere decides nothing.
    for i, call in enumerate(() if reporter.refuted else setup["probes"]):
        if broken:
            reporter.put(kind="probe", i=i, text="!load")
        else:
            probe(reporter, i, call, entry, limit / 2.5)
    _signal.setitimer(_signal.ITIMER_REAL, 0)
    link.write("R", {"s": reporter.secret, "done": reporter.count})
    posix._exit(0)


def on_deadline(signum, frame):
    link.fail("time limit for all checks", dead=True)
