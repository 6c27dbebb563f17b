# Stand-ins for the candidate's functions, classes and objects. Values that cross are rebuilt here from known types, so
# comparing them never runs the candidate's code.
class Function:
    __slots__ = ("_t_link", "_t_n", "_t_e", "_t_name", "_t_async", "_t_generator")

    def __init__(self, link, n, name, is_async, is_generator):
        for key, value in zip(Function.__slots__, (link, n, link.epoch, name, is_async, is_generator)):
            object.__setattr__(self, key, value)

    def __call__(self, *a, **k):
        if self._t_generator:
            return _later_items(self, a, k)
        return _later(self, a, k) if self._t_async else self._t_invoke(a, k)

    def _t_invoke(self, a, k):
        if self._t_e != self._t_link.epoch:
            self._t_link.fail("a function belongs to a process that ended")
        return self._t_link.request("call", self._t_n, a, k)

    def __getattr__(self, name):
        return self._t_name if name in ("__name__", "__qualname__") else self._t_link.request("get", self._t_n, (name,))

    def __setattr__(self, name, value):
        if name in Function.__slots__:
            object.__setattr__(self, name, value)
        else:
            self._t_link.request("set", self._t_n, (name, value))

    def __get__(self, instance, owner=None):
        return self if instance is None else types.MethodType(self, instance)

    def __repr__(self):
        return "<function %s>" % self._t_name


async def _later(function, a, k):
    return function._t_invoke(a, k)


async def _later_items(function, a, k):
    for item in function._t_invoke(a, k):
        yield item


class RemoteMeta(type):
    def __call__(cls, *a, **k):
        return cls._t_link.request("call", cls._t_number, a, k)

    def __getattr__(cls, name):
        if name in ("_t_number", "_t_link", "__abstractmethods__", "__wrapped__"):
            raise AttributeError(name)
        return cls._t_link.request("get", cls._t_number, (name,))

    def __setattr__(cls, name, value):
        cls._t_link.request("set", cls._t_number, (name, value))

    def __bool__(cls):
        return True

    def __iter__(cls):
        return cls._t_link.request("__iter__", cls._t_number)

    def __len__(cls):
        return cls._t_link.request("__len__", cls._t_number)

    def __getitem__(cls, key):
        return cls._t_link.request("__getitem__", cls._t_number, (key,))

    def __contains__(cls, item):
        return cls._t_named and cls._t_link.request("__contains__", cls._t_number, (item,)) is True


class Proxy:
    __slots__ = ()
    _t_data = None
    _t_named = False
    _t_special = frozenset()

    def _t_ask(self, op, *a, **k):
        if object.__getattribute__(self, "_t_e") != self._t_link.epoch:
            self._t_link.fail("an object belongs to a process that ended")
        return self._t_link.request(op, object.__getattribute__(self, "_t_n"), a, k)

    def __getattr__(self, name):
        if name == "__dict__":
            return self._t_ask("vars")
        if name in ("_t_n", "_t_e", "__length_hint__", "__await__"):
            raise AttributeError(name)
        return self._t_ask("get", name)


class Data(Proxy):
    """Instances of subclasses of immutable builtins: real values of that builtin, other attributes from the candidate."""


class Object(Proxy):
    __slots__ = ("_t_n", "_t_e")

    def __setattr__(self, name, value):
        self._t_ask("set", name, value)

    def __delattr__(self, name):
        self._t_ask("del", name)

    def __eq__(self, other):
        if not isinstance(other, Proxy):
            # Plain data never equals an object of the candidate: its own == would learn what is expected.
            return self._t_mutable is not None and not isinstance(other, Data) and _raw(self) == other
        if "__eq__" not in self._t_special and "__eq__" not in other._t_special:
            return self is other
        if self._t_named or other._t_named:
            return self._t_ask("__eq__", other) is True
        return type(self) is type(other) and self._t_ask("__eq__", other) is True and self._t_ask("vars") == other._t_ask("vars")

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        if "__eq__" in self._t_special or "__hash__" in self._t_special:
            return self._t_ask("__hash__")
        return hash(("object", self._t_n))

    def __repr__(self):
        return str(self._t_ask("__repr__")) if "__repr__" in self._t_special else "<%s object>" % type(self).__name__

    def __str__(self):
        return str(self._t_ask("__str__")) if "__str__" in self._t_special else repr(self)

    def __bool__(self):
        if "__bool__" in self._t_special or "__len__" in self._t_special:
            return self._t_ask("__bool__") is True
        return True

    @property
    def __class__(self):
        return STANDARD.get(type(self).__name__, type(self)) if self._t_standard else self._t_mutable or type(self)


STANDARD = {"generator": types.GeneratorType}
# These carry nothing that the candidate could copy into its answer.
FREE = (
    "__len__", "__iter__", "__next__", "__int__", "__float__", "__complex__", "__abs__", "__reversed__", "__neg__", "__pos__",
    "__invert__", "__index__", "__round__", "__format__", "__bytes__", "__getitem__", "__setitem__", "__delitem__",
)
# These hand the expected value over when the other operand is one; only for classes that the tests name.
COMPARING = ("__lt__", "__le__", "__gt__", "__ge__")
ARITHMETIC = ("add", "sub", "mul", "truediv", "floordiv", "mod", "divmod", "pow", "matmul", "and", "or", "xor", "lshift", "rshift")


def _raw(self):
    """The plain data under a stand-in; anything else would be asked about the other operand."""
    raw = self._t_ask("raw")
    if isinstance(raw, (Proxy, Function, RemoteMeta)) or not isinstance(raw, self._t_mutable):
        self._t_link.fail("the program's answer is malformed")
    return raw


def _free(op):
    return lambda self, *a: self._t_ask(op, *a)


def _binary(op):
    def method(self, other):
        if self._t_named or (isinstance(other, Proxy) and other._t_named):
            value = self._t_ask(op, other)
            return value is True if op in COMPARING else value
        if self._t_mutable:
            return getattr(_raw(self), op)(other)
        raise TypeError("%s: the tests do not name the class %s, so it cannot be an operand" % (op, type(self).__name__))
    return method


def _contains(self, item):
    if self._t_named and "__contains__" in self._t_special:
        return self._t_ask("__contains__", item) is True
    return item in _raw(self) if self._t_mutable else any(item is x or item == x for x in self)


def _call(self, *a, **k):
    return self._t_ask("call", *a, **k)


def _enter(self):
    return self._t_ask("__enter__")


def _exit(self, kind, error, trace):
    swallow = self._t_ask("__exit__", kind, error if error is None else kind(str(error)), None)
    # A failed assertion of the tests is not the candidate's to swallow.
    return swallow is True and (not isinstance(error, AssertionError) or "_tanuki_text" in error.__dict__)


METHODS = {name: _free(name) for name in FREE}
METHODS.update({name: _binary(name) for name in COMPARING})
METHODS.update({form % name: _binary(form % name) for name in ARITHMETIC for form in ("__%s__", "__r%s__", "__i%s__")})
METHODS.update({"__contains__": _contains, "__call__": _call, "__enter__": _enter, "__exit__": _exit})


def make_class(link, n, name, module, data, parents, special):
    immutable = data in (int, float, str, tuple, bytes, frozenset, complex)
    inherited = next((p for p in parents if p._t_data), None)
    body = {"_t_link": link, "_t_number": n, "_t_special": special, "_t_standard": module == "builtins", "__module__": module or "solution"}
    if immutable or inherited:
        body["_t_data"] = data if immutable else inherited._t_data
        return type.__new__(RemoteMeta, name, (data, Data) if immutable else (inherited,), body)
    body["__slots__"] = ()
    body["_t_mutable"] = data or next((p._t_mutable for p in parents if p._t_mutable), None)
    body.update({m: METHODS[m] for m in special if m in METHODS})
    try:
        return type.__new__(RemoteMeta, name, tuple(parents) or (Object,), body)
    except TypeError:
        return type.__new__(RemoteMeta, name, (parents[0] if parents else Object,), body)
