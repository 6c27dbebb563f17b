# The data that crosses between the harness and the candidate's process: JSON lines in which everything that JSON does not
# have is a list that begins with a tag. Both sides run this text; neither ever evaluates what it received.
import sys

__name__ = "tanuki_harness"
BIG = 1 << 63
MODULES = sys.modules


def _json_functions():
    # The json package imports re, which costs more than the rest of the start; its C core needs neither.
    try:
        from _json import encode_basestring_ascii, make_encoder, make_scanner

        class Context:
            strict = False
            object_hook = None
            object_pairs_hook = None
            parse_float = float
            parse_int = int
            parse_constant = {}.__getitem__
            memo = {}

        encoder = make_encoder(None, None, encode_basestring_ascii, None, ":", ",", False, False, True)
        scanner = make_scanner(Context())

        def dump(value):
            return "".join(encoder(value, 0))

        def load(text):
            return scanner(text, 0)[0]

        if load(dump({"a": [1, 2.5, "\ud800", None, True]})) == {"a": [1, 2.5, "\ud800", None, True]}:
            return dump, load
    except Exception:
        pass
    import json
    return (lambda value: json.dumps(value, separators=(",", ":"))), json.loads


dump, load = _json_functions()

BUILTIN_TYPES = {
    t.__name__: t
    for t in (int, float, complex, str, bytes, bytearray, bool, list, tuple, dict, set, frozenset, range, object, slice, type(None))
}
BUILTIN_ERRORS = {
    name: value
    for name, value in vars(MODULES["builtins"]).items()
    if isinstance(value, type) and issubclass(value, BaseException)
}
# Standard-library values that cross as data: (module, name) -> (how to take apart, how many mutable-reference slots).
KNOWN = {
    ("collections", "OrderedDict"), ("collections", "Counter"), ("collections", "defaultdict"), ("collections", "deque"),
    ("decimal", "Decimal"), ("fractions", "Fraction"), ("array", "array"),
    ("datetime", "date"), ("datetime", "datetime"), ("datetime", "time"), ("datetime", "timedelta"),
    ("builtins", "dict_keys"), ("builtins", "dict_values"), ("builtins", "dict_items"),
}


def forget_folder():
    """The folder of these programs is no place to import from: main is a likely name for the program under test."""
    folder = __file__.rpartition("/")[0]
    sys.path[:] = [p for p in sys.path if p not in ("", folder)]
    MODULES.pop("main", None)


def _clean(text):
    if text.isascii():
        return True
    try:
        text.encode("utf-8")
        return True
    except UnicodeEncodeError:
        return False


def known_type(t):
    """The type's key in KNOWN, by identity and not by what it claims."""
    key = (t.__module__, t.__name__)
    if key not in KNOWN:
        return None
    if key[0] == "builtins":
        return key if t in (type({}.keys()), type({}.values()), type({}.items())) else None
    return key if getattr(MODULES.get(key[0]), key[1], None) is t else None


class Encoder:
    """Numbers the mutable containers that it meets, so that the other side can send back what became of them."""

    def __init__(self, opaque, refs=None, fixed=False):
        self.opaque = opaque
        self.refs = [] if refs is None else refs
        self.known = {id(value): n for n, value in enumerate(self.refs)}
        self.fixed = fixed

    def number(self, value):
        if self.fixed:
            return None
        self.known[id(value)] = n = len(self.refs)
        self.refs.append(value)
        return n

    def __call__(self, v):
        t = type(v)
        if t is int:
            return v if -BIG < v < BIG else ["i", hex(v)]
        if t is str:
            return v if _clean(v) else ["s", v.encode("utf-32-be", "surrogatepass").hex()]
        if v is None or t is bool:
            return v
        if t is float:
            return v if v - v == 0 else ["f", repr(v)]
        if t is tuple:
            return ["t", [self(x) for x in v]]
        n = self.known.get(id(v))
        if n is not None and self.refs[n] is v:
            return ["r", n]
        if t is list:
            n = self.number(v)
            return ["l", n, [self(x) for x in v]]
        if t is dict:
            n = self.number(v)
            return ["d", n, [self(x) for x in v], [self(x) for x in v.values()]]
        if t is set:
            n = self.number(v)
            return ["S", n, [self(x) for x in v]]
        if t is frozenset:
            return ["F", [self(x) for x in v]]
        if t is bytes:
            return ["y", v.hex()]
        if t is bytearray:
            return ["Y", self.number(v), v.hex()]
        if t is complex:
            return ["c", self(v.real), self(v.imag)]
        if t is range:
            return ["R", self(v.start), self(v.stop), self(v.step)]
        if t is slice:
            return ["L", self(v.start), self(v.stop), self(v.step)]
        if v is ...:
            return ["e"]
        if t is type:
            if BUILTIN_TYPES.get(v.__name__) is v:
                return ["T", "builtins", v.__name__]
            key = known_type(v)
            if key and key[0] != "builtins":
                return ["T", *key]
        key = known_type(t)
        return self.known_value(v, key) if key else self.opaque(v)

    def known_value(self, v, key):
        name = key[1]
        if key[0] == "collections":
            n = self.number(v)
            if name == "deque":
                return ["k", name, n, [self(x) for x in v], v.maxlen]
            factory = getattr(v, "default_factory", None)
            factory = factory.__name__ if factory in (int, float, str, list, dict, set, tuple, bool) else None
            return ["k", name, n, [self(x) for x in dict.keys(v)], [self(x) for x in dict.values(v)], factory]
        if name == "Decimal":
            return ["k", name, None, str(v)]
        if name == "Fraction":
            return ["k", name, None, self(v.numerator), self(v.denominator)]
        if name == "array":
            return ["k", name, self.number(v), v.typecode, [self(x) for x in v.tolist()]]
        if name == "timedelta":
            return ["k", name, None, v.days, v.seconds, v.microseconds]
        if name == "date":
            return ["k", name, None, v.year, v.month, v.day]
        if key[0] == "datetime":
            day = [v.year, v.month, v.day] if name == "datetime" else []
            offset = v.utcoffset()
            return ["k", name, None, [*day, v.hour, v.minute, v.second, v.microsecond], offset and offset.total_seconds()]
        return ["k", name, None, [self(x) for x in v]]


class Decoder:
    def __init__(self, opaque, refs=None):
        self.opaque = opaque
        self.refs = [] if refs is None else refs

    def keep(self, n, value):
        if n is not None:
            if n != len(self.refs):
                raise ValueError("references out of order")
            self.refs.append(value)
        return value

    def __call__(self, v):
        if type(v) is not list:
            if type(v) is dict:
                raise ValueError("not a value")
            return v
        tag = v[0]
        if tag == "t":
            return tuple([self(x) for x in v[1]])
        if tag == "l":
            out = self.keep(v[1], [])
            out.extend([self(x) for x in v[2]])
            return out
        if tag == "d":
            out = self.keep(v[1], {})
            keys = [self(x) for x in v[2]]
            out.update(zip(keys, [self(x) for x in v[3]]))
            return out
        if tag == "S":
            out = self.keep(v[1], set())
            out.update([self(x) for x in v[2]])
            return out
        if tag == "r":
            if type(v[1]) is not int or v[1] < 0:
                raise ValueError("not a reference")
            return self.refs[v[1]]
        if tag == "F":
            return frozenset([self(x) for x in v[1]])
        if tag == "i":
            return int(v[1], 16)
        if tag == "f":
            return {"inf": float("inf"), "-inf": -float("inf"), "nan": float("nan")}[v[1]]
        if tag == "s":
            return bytes.fromhex(v[1]).decode("utf-32-be", "surrogatepass")
        if tag == "y":
            return bytes.fromhex(v[1])
        if tag == "Y":
            return self.keep(v[1], bytearray.fromhex(v[2]))
        if tag == "c":
            return complex(self(v[1]), self(v[2]))
        if tag == "R":
            return range(self(v[1]), self(v[2]), self(v[3]))
        if tag == "L":
            return slice(self(v[1]), self(v[2]), self(v[3]))
        if tag == "e":
            return ...
        if tag == "T":
            if v[1] == "builtins":
                return BUILTIN_TYPES[v[2]]
            return self.known_class(v[1], v[2])
        if tag == "k":
            return self.known_value(v)
        return self.opaque(v)

    @staticmethod
    def known_class(module, name):
        if (module, name) not in KNOWN or module == "builtins":
            raise ValueError("not a known type")
        return getattr(__import__(module), name)

    def known_value(self, v):
        name, n = v[1], v[2]
        if name in ("OrderedDict", "Counter", "defaultdict"):
            make = self.known_class("collections", name)
            out = self.keep(n, make(BUILTIN_TYPES[v[5]] if v[5] else None) if name == "defaultdict" else make())
            keys = [self(x) for x in v[3]]
            for key, value in zip(keys, [self(x) for x in v[4]]):
                out[key] = value
            return out
        if name == "deque":
            out = self.keep(n, self.known_class("collections", name)([], v[4]))
            out.extend([self(x) for x in v[3]])
            return out
        if name == "array":
            return self.keep(n, self.known_class("array", name)(v[3], [self(x) for x in v[4]]))
        if name == "Decimal":
            return self.known_class("decimal", name)(v[3])
        if name == "Fraction":
            return self.known_class("fractions", name)(self(v[3]), self(v[4]))
        if name in ("date", "timedelta"):
            return self.known_class("datetime", name)(*v[3:6])
        if name in ("datetime", "time"):
            import datetime
            zone = None if v[4] is None else datetime.timezone(datetime.timedelta(seconds=v[4]))
            return getattr(datetime, name)(*v[3], tzinfo=zone)
        items = [self(x) for x in v[3]]
        if name == "dict_items":
            return dict(items).items()
        if name == "dict_keys":
            return dict.fromkeys(items).keys()
        if name == "dict_values":
            return dict(enumerate(items)).values()
        raise ValueError("not a known value")


def contents(value):
    """A mutable container's parts, to see whether a call changed it."""
    if isinstance(value, dict):
        return [*dict.keys(value), *dict.values(value)]
    return list(value)


def refill(target, source):
    """Gives a container the content of another of its kind, in place."""
    if type(target) is not type(source):
        raise ValueError("a container became another kind")
    if isinstance(target, (dict, set)) or hasattr(target, "popleft"):
        target.clear()
        target.extend(source) if hasattr(target, "popleft") else target.update(source)
    else:
        target[:] = source
