# The candidate's process: holds the candidate's code and nothing else. Whatever that code does here, it can only change which
# plain values are answered; expected values, tests and the run's secret are in another sandbox.
import posix
import sys
import types
import _signal

channel_in = open(posix.dup(0), "rb", buffering=1 << 16)
channel_out = posix.dup(1)
_null = posix.open("/dev/null", posix.O_RDWR)
for _fd in (0, 1, 2):
    posix.dup2(_null, _fd)

write, type_, isinstance_, len_ = posix.write, type, isinstance, len
setitimer, PROF, REAL = _signal.setitimer, _signal.ITIMER_PROF, _signal.ITIMER_REAL
OUTPUT_LIMIT = 64 * 1024


class TimeLimit(BaseException):
    """Raised in the candidate's code by the clock; again and again, since bare excepts swallow it."""


def _ring(signum, frame):
    raise TimeLimit()


class Printed:
    """Stands for sys.stdout while the candidate runs: tests may look at what was printed."""

    encoding, errors, newlines, closed = "utf-8", "strict", None, False

    def __init__(self):
        self.parts, self.room = [], OUTPUT_LIMIT

    def write(self, text):
        if self.room > 0:
            self.parts.append(str(text)[:self.room])
            self.room -= len_(self.parts[-1])
        return len_(text)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def flush(self):
        pass

    def isatty(self):
        return False

    def writable(self):
        return True

    def fileno(self):
        return 1

    def take(self):
        text = "".join(self.parts)
        self.parts, self.room = [], OUTPUT_LIMIT
        return text


printed = Printed()
objects, numbers, classes = [], {}, {}
solution = types.ModuleType("solution")
operators = {
    "__len__": len, "__iter__": iter, "__next__": next, "__str__": str, "__repr__": repr, "__bool__": bool, "__int__": int,
    "__float__": float, "__complex__": complex, "__abs__": abs, "__hash__": hash, "__reversed__": lambda x: iter(reversed(x)),
    "__neg__": lambda x: -x, "__pos__": lambda x: +x, "__invert__": lambda x: ~x, "__index__": lambda x: x.__index__(),
    "__round__": round, "__format__": format, "__bytes__": bytes,
    "__getitem__": lambda x, k: x[k], "__setitem__": lambda x, k, v: x.__setitem__(k, v), "__delitem__": lambda x, k: x.__delitem__(k),
    "__contains__": lambda x, k: k in x,
    "__enter__": lambda x: type(x).__enter__(x), "__exit__": lambda x, *a: type(x).__exit__(x, *a),
    "__eq__": lambda a, b: a == b, "__ne__": lambda a, b: a != b, "__lt__": lambda a, b: a < b, "__le__": lambda a, b: a <= b,
    "__gt__": lambda a, b: a > b, "__ge__": lambda a, b: a >= b,
    "__add__": lambda a, b: a + b, "__sub__": lambda a, b: a - b, "__mul__": lambda a, b: a * b, "__truediv__": lambda a, b: a / b,
    "__floordiv__": lambda a, b: a // b, "__mod__": lambda a, b: a % b, "__divmod__": divmod, "__pow__": pow,
    "__matmul__": lambda a, b: a @ b, "__and__": lambda a, b: a & b, "__or__": lambda a, b: a | b, "__xor__": lambda a, b: a ^ b,
    "__lshift__": lambda a, b: a << b, "__rshift__": lambda a, b: a >> b,
}
IN_PLACE = ("__iadd__", "__isub__", "__imul__", "__itruediv__", "__iand__", "__ior__", "__ixor__")
SPECIAL = frozenset(operators) | {"__call__", *IN_PLACE, *("__r" + n[2:] for n in operators)}
DATA_BASES = (int, float, str, tuple, bytes, frozenset, complex, list, dict, set, bytearray)
_object_names = vars(object)


def handle(value):
    """A number for an object that stays here; the same object keeps its number, and lives as long as this process."""
    n = numbers.get(id(value))
    if n is None:
        numbers[id(value)] = n = len_(objects)
        objects.append(value)
    return n


def describe_class(c):
    """A class as the other side needs it to stand in: name, bases, special methods. Sent in full once, then by number."""
    n = handle(c)
    if n in classes:
        return ["C", n]
    classes[n] = True
    bases = []
    for base in c.__bases__:
        key = known_type(base)
        if base is object:
            continue
        if base.__module__ == "builtins" and (BUILTIN_TYPES.get(base.__name__) is base or BUILTIN_ERRORS.get(base.__name__) is base):
            bases.append(["b", base.__name__])
        elif key:
            bases.append(["k", *key])
        elif not isinstance_(base, type_):
            continue
        else:
            bases.append(describe_class(base))
    special = [name for name in SPECIAL if any(name in vars(k) for k in c.__mro__ if k is not object)]
    return ["C", n, str.__str__(c.__name__), str.__str__(c.__module__ or ""), bases, special, issubclass(c, BaseException)]


def opaque(value):
    t = type_(value)
    if isinstance_(value, type_):
        if value.__module__ == "builtins" and BUILTIN_ERRORS.get(value.__name__) is value:
            return ["X", value.__name__]
        return describe_class(value)
    if isinstance_(value, BaseException):
        return ["x", *describe_error(value)]
    if t is types.ModuleType:
        return ["M", value.__name__]
    if t in (types.FunctionType, types.BuiltinFunctionType, types.MethodType):
        code = getattr(value, "__code__", None)
        return ["h", handle(value), "f", getattr(value, "__name__", "?"), bool(code and code.co_flags & 0x80), bool(code and code.co_flags & 0x200)]
    if isinstance_(value, Remote):
        return ["p", object.__getattribute__(value, "number")]
    return ["h", handle(value), "o", describe_class(t), raw(value) if immutable_data(t) else None]


def immutable_data(t):
    return issubclass(t, (int, float, str, tuple, bytes, frozenset, complex))


def raw(value):
    """The builtin content of a subclass of a builtin type, read past whatever the subclass overrides."""
    if isinstance_(value, int):
        return encoder(int.__add__(value, 0))
    if isinstance_(value, float):
        return encoder(float.__add__(value, 0.0) if float.__ne__(value, 0.0) else float.fromhex(float.hex(value)))
    if isinstance_(value, str):
        return encoder(str.__str__(value)[:] if type_(value) is str else "".join(str.__iter__(value)))
    for base in (tuple, list, set, frozenset, bytes, bytearray):
        if isinstance_(value, base):
            return encoder(base(base.__iter__(value)))
    if isinstance_(value, dict):
        return encoder(dict(zip(dict.__iter__(value), dict.values(value))))
    return None


def describe_error(error):
    """Class, text, arguments, attributes and the line of the candidate's code that raised."""
    t = type_(error)
    name = ["b", t.__name__] if BUILTIN_ERRORS.get(t.__name__) is t else describe_class(t)
    try:
        text = str(error)[:2000]
    except BaseException as e:
        text = "<its __str__ raises " + type_(e).__name__ + ">"
    attributes = {k: v for k, v in getattr(error, "__dict__", {}).items() if type_(k) is str and not k.startswith("_")}
    line, trace = None, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "solution.py":
            line = trace.tb_lineno
        trace = trace.tb_next
    if line is None and isinstance_(error, SyntaxError):
        line = error.lineno
    return [name, text, [encoder(a) for a in error.args], [[k, encoder(v)] for k, v in attributes.items()], line]


encoder = Encoder(opaque, fixed=True)


def send(message):
    data = (dump(message) + "\n").encode()
    while data:
        data = data[write(channel_out, data):]


class Remote:
    """Stands for a callable, an iterator or an object of the tests."""

    def __init__(self, number, name):
        self.number = number
        self.__name__ = name

    def __call__(self, *a, **k):
        return ask({"o": "call", "i": self.number, "a": a, "k": k})


class RemoteIterator(Remote):
    __call__ = None

    def __iter__(self):
        return self

    def __next__(self):
        return ask({"o": "next", "i": self.number, "a": (), "k": {}})


class RemoteObject(Remote):
    __call__ = None

    def __getattr__(self, name):
        return ask({"o": "get", "i": self.number, "a": (name,), "k": {}})


def ask(message):
    """Calls back into the tests; the clocks stand still meanwhile."""
    left = setitimer(PROF, 0), setitimer(REAL, 0)
    refs = []
    code = Encoder(opaque, fixed=True)
    send({"q": message["o"], "i": message["i"], "a": [code(x) for x in message["a"]], "k": {k: code(v) for k, v in message["k"].items()}})
    try:
        reply = serve()
        if "x" in reply:
            name, text = reply["x"]
            raise BUILTIN_ERRORS.get(name, Exception)(text) if name != "StopIteration" else StopIteration()
        return Decoder(incoming, refs)(reply["v"])
    finally:
        setitimer(PROF, *left[0])
        setitimer(REAL, *left[1])


def incoming(v):
    if v[0] == "p":
        return objects[v[1]]
    if v[0] == "cb":
        return {"f": Remote, "i": RemoteIterator, "o": RemoteObject}[v[1]](v[2], v[3])
    if v[0] == "X":
        return BUILTIN_ERRORS[v[1]]
    if v[0] == "E":
        return BUILTIN_ERRORS[v[1]](v[2]) if v[2] else BUILTIN_ERRORS[v[1]]()
    if v[0] == "B":
        return getattr(MODULES["builtins"], v[1])
    raise ValueError("unknown tag")


def run_coroutine(value):
    import asyncio
    return asyncio.new_event_loop().run_until_complete(value)


async def _collect(generator):
    return [item async for item in generator]


def perform(o, m, a, k):
    if o == "global":
        return getattr(solution, m["i"])
    target = objects[m["i"]]
    if o == "call":
        value = target(*a, **k)
        t = type_(value)
        if t is types.CoroutineType:
            return run_coroutine(value)
        return run_coroutine(_collect(value)) if t is types.AsyncGeneratorType else value
    if o == "get":
        return getattr(target, a[0])
    if o == "set":
        return setattr(target, a[0], a[1])
    if o == "del":
        return delattr(target, a[0])
    if o == "vars":
        return dict(vars(target)) if hasattr(target, "__dict__") else {s: getattr(target, s, None) for c in type_(target).__mro__ for s in getattr(c, "__slots__", ()) if s != "__weakref__"}
    if o in IN_PLACE:
        change = getattr(type_(target), o, None)
        return change(target, *a) if change else operators["__" + o[3:]](target, *a)
    if o.startswith("__r") and o not in operators:
        return operators["__" + o[3:]](a[0], target)
    return operators[o](target, *a)


def answer(m):
    refs = []
    try:
        decode = Decoder(incoming, refs)
        a, k = [decode(x) for x in m.get("a", ())], {key: decode(v) for key, v in m.get("k", {}).items()}
        before = [contents(r) for r in refs]
    except BaseException as e:
        return {"f": "arguments: " + repr(e)}
    limit = m.get("t", 2.0)
    try:
        setitimer(PROF, limit, 0.2)
        setitimer(REAL, 3 * limit, 0.2)
        if m["o"] == "raw":
            return {"v": raw(objects[m["i"]])}
        try:
            value = perform(m["o"], m, a, k)
        finally:
            setitimer(PROF, 0)
            setitimer(REAL, 0)
        reply = {"v": Encoder(opaque, refs, True)(value)}
    except TimeLimit:
        return {"t": 1}
    except BaseException as e:
        reply = error_reply(e)
    for n, (ref, old) in enumerate(zip(refs, before)):
        new = contents(ref)
        if len_(new) != len_(old) or any(x is not y for x, y in zip(new, old)):
            code = Encoder(opaque, refs, True)
            code.known.pop(id(ref))
            reply.setdefault("m", []).append([n, code(ref)])
    if printed.parts:
        reply["p"] = printed.take()
    return reply


def error_reply(e):
    try:
        return {"x": describe_error(e)}
    except BaseException as second:
        return {"f": "an exception that cannot be described: " + type_(second).__name__}


def safe_answer(m):
    while True:
        try:
            return answer(m)
        except TimeLimit:
            setitimer(PROF, 0)
            setitimer(REAL, 0)
            return {"t": 1}
        except RecursionError:
            return {"f": "the result is nested too deeply"}
        except BaseException as e:
            return {"f": "the result cannot be passed on: " + type_(e).__name__}


def serve():
    """Answers requests until a message comes that is itself an answer."""
    while True:
        line = channel_in.readline()
        if not line:
            posix._exit(0)
        m = load(line.decode())
        if "o" not in m:
            return m
        send(safe_answer(m))


def load_candidate(code, limit):
    MODULES["solution"] = solution
    solution.__file__ = "solution.py"
    sys.stdout = printed
    setitimer(PROF, limit, 0.2)
    setitimer(REAL, 3 * limit, 0.2)
    try:
        exec(compile(code, "solution.py", "exec", dont_inherit=True), vars(solution))
        reply = {}
    except TimeLimit:
        reply = {"t": 1}
    except BaseException as e:
        reply = error_reply(e)
    setitimer(PROF, 0)
    setitimer(REAL, 0)
    reply["names"] = {
        name: isinstance_(value, types.ModuleType)
        for name, value in list(vars(solution).items())
        if type_(name) is str and name not in ("__name__", "__doc__", "__builtins__", "__file__", "__loader__", "__spec__", "__package__")
    }
    return reply


def main():
    forget_folder()
    first = load(channel_in.readline().decode())
    _signal.signal(_signal.SIGPROF, _ring)
    _signal.signal(_signal.SIGALRM, _ring)
    sys.setrecursionlimit(sys.getrecursionlimit() + 50)
    sys.argv = ["solution.py"]
    try:
        reply = load_candidate(first["code"], first["limit"])
    except TimeLimit:
        reply = {"t": 1, "names": {}}
    send(reply)
    serve()


main()
