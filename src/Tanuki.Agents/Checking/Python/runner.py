# Finds and runs the tests of the user's file: plain scripts, doctest text, check(candidate), pytest style and unittest.


def is_test(name):
    return name.startswith("test")


def top_level_asserts(statements):
    for node in statements:
        if type(node) in (_ast.Assert, _ast.Raise):
            return True
        if type(node) in (_ast.If, _ast.For, _ast.While, _ast.With, _ast.Try):
            parts = [*node.body, *getattr(node, "orelse", ()), *getattr(node, "finalbody", ())]
            for handler in getattr(node, "handlers", ()):
                parts += handler.body
            if top_level_asserts(parts):
                return True
    return False


def static_names(tree):
    """Test names as written, for when the file cannot be executed."""
    functions = (_ast.FunctionDef, _ast.AsyncFunctionDef)
    for node in tree.body:
        if isinstance(node, functions) and is_test(node.name):
            yield node.name
        elif type(node) is _ast.ClassDef:
            for item in node.body:
                if isinstance(item, functions) and is_test(item.name):
                    yield node.name + "." + item.name


def from_doctest(text):
    """A script of asserts from a text of >>> examples."""
    lines, out, i = text.split("\n"), [], 0
    while i < len(lines):
        line = lines[i].strip()
        i += 1
        if not line.startswith(">>>"):
            continue
        source = [line[3:].strip()]
        while i < len(lines) and lines[i].strip().startswith("..."):
            source.append(lines[i].strip()[3:].removeprefix(" "))
            i += 1
        want = []
        while i < len(lines) and lines[i].strip() and not lines[i].strip().startswith(">>>"):
            want.append(lines[i].strip())
            i += 1
        code = "\n".join(source)
        if not want:
            out.append(code)
        elif want[0].startswith("Traceback"):
            out.append("__tanuki_raises__(%r, lambda: (%s))" % (want[-1].partition(":")[0].strip(), code))
        else:
            out.append("assert __tanuki_shown__(%s) == %r" % (code, "\n".join(want)))
    return "\n".join(out)


def shown(value):
    return "" if value is None else repr(value)


def expect_raise(name, function):
    try:
        function()
    except Exception as e:
        if any(c.__name__ == name.rpartition(".")[2] for c in type(e).__mro__):
            return
        raise
    raise AssertionError("did not raise " + name)


def parse_tests(text, path):
    if ">>>" in text:
        try:
            Source(text, path)
        except SyntaxError:
            return Source(from_doctest(text), path)
    source = Source(text, path)
    if not source.names and ">>>" in text:
        return Source(from_doctest(text), path)
    return source


def run_tests(reporter, text, path, entry, limit, broken):
    title = bounded(text.strip(), TEXT_LIMIT)
    try:
        source = parse_tests(text, path)
    except (SyntaxError, ValueError, RecursionError) as e:
        reporter.put(kind="test", text=title, outcome="error", detail="the test file is not valid Python: %s" % e, ms=0)
        return
    names = list(static_names(source.tree))
    if broken:
        for name in names or [title]:
            reporter.put(kind="test", text=name, outcome="failed", detail=broken, ms=0)
        return
    script = not names or top_level_asserts(source.tree.body)
    module = types.ModuleType("tests" if names else "__main__")
    MODULES["tests"] = MODULES["__main__"] = module
    space, asserts = vars(module), Asserts(source)
    space.update(__tanuki_assert__=asserts, __tanuki_shown__=shown, __tanuki_raises__=expect_raise, __file__=path)
    prepare(source)
    trouble = []

    def body():
        calls = link.calls
        bind(source, entry, space)
        try:
            exec(compile(source.tree, path, "exec", dont_inherit=True), space)
        except SystemExit as e:
            if "_tanuki_text" in e.__dict__ or e.code not in (None, 0):
                raise
        if not names and callable(space.get("check")) and type(space["check"]) is types.FunctionType and link.calls == calls:
            if entry is None and "candidate" not in link.loaded["names"]:
                link.fail("check(candidate) needs to know the function")
            space["check"](link.resolve(entry or "candidate"))
        if script and link.calls == calls:
            link.fail("the test file never calls the program")

    if script:
        reporter.check("test", title, body, limit, asserts.explain)
    else:
        link.fault, link.limit = None, limit
        try:
            body()
        except Lost as e:
            trouble.append(("error", str(e)))
        except BaseException as e:
            missing = isinstance(e, ModuleNotFoundError) and "_tanuki_text" not in e.__dict__
            trouble.append(("error" if missing else "failed", describe(e, asserts.explain)))
    if trouble:
        for name in names:
            reporter.put(kind="test", text=name, outcome=trouble[0][0], detail=trouble[0][1], ms=0)
        return
    ran = set()
    for name, run in collect(space, source):
        ran.add(name)
        asserts.failed = None
        reporter.check("test", name, run, limit, asserts.explain)
    for name in names:
        if name not in ran:
            reporter.put(kind="test", text=name, outcome="error", detail="the test was not collected", ms=0)


def prepare(source):
    MODULES.pop("pytest", None)
    if "pytest" in source.names or "pytest" in source.modules:
        load_shim()
    sys.meta_path.append(Finder(source))
    if "unittest" in source.names or any(m.partition(".")[0] == "unittest" for m in source.modules):
        import unittest
        # Test files end with a call that would run everything and leave.
        unittest.main = lambda *a, **k: None


def load_shim():
    global shim
    shim = {"__name__": "pytest_shim"}
    with open(MODULES_FOLDER + "/pytest_shim.py", encoding="utf-8") as file:
        exec(compile(file.read(), "pytest_shim.py", "exec"), shim)


shim = None
MODULES_FOLDER = (__file__.rpartition("/")[0] or ".")


def collect(space, source):
    unittest = MODULES.get("unittest")
    for name, value in list(space.items()):
        if isinstance(value, types.FunctionType) and is_test(name) and value.__code__.co_filename == source.name:
            yield name, test_function(value, None, space)
        elif isinstance(value, type) and not isinstance(value, RemoteMeta) and value.__module__ in ("tests", "__main__"):
            if unittest and hasattr(unittest, "TestCase") and issubclass(value, unittest.TestCase):
                for method in unittest.TestLoader().getTestCaseNames(value):
                    yield name + "." + method, unittest_method(unittest, value, method)
            else:
                for method in dict.fromkeys(m for c in reversed(value.__mro__) for m in vars(c)):
                    function = getattr(value, method)
                    if is_test(method) and isinstance(function, types.FunctionType):
                        yield name + "." + method, test_function(function, value, space)


def test_function(function, owner, space):
    def run():
        if shim is None:
            needs = function.__code__.co_argcount - len(function.__defaults__ or ()) - (owner is not None)
            if needs > 0:
                link.fail("the test needs arguments that nothing provides")
            return once(lambda instance: function(*(() if instance is None else (instance,))), owner)
        for mark in [*getattr(owner, "pytestmark", ()), *getattr(function, "pytestmark", ())]:
            if mark.name in ("skip", "xfail") or mark.name == "skipif" and mark.args and mark.args[0]:
                link.fail("marked as %s by the test file" % mark.name)
        fixtures = shim["Fixtures"]([space, *(vars(c) for c in (owner.__mro__ if owner else ()))])
        names = shim["arguments"](function)
        for values in shim["cases"](function):
            for params in fixtures.choices([n for n in names if n not in values]):
                try:
                    once(lambda instance: fixtures.run(function, values, instance, params), owner)
                except Exception as e:
                    if values and not isinstance(e, shim["Skipped"]):
                        e.__dict__["_tanuki_case"] = values
                    raise
    return guarded(run)


def guarded(run):
    def inner():
        try:
            run()
        except BaseException as e:
            if shim is not None and isinstance(e, shim["Skipped"]):
                link.fail("skipped by the test file: %s" % e)
            raise
    return inner


def once(call, owner):
    instance = owner() if owner else None
    for name in ("setup_class", "setup_method", "setup"):
        if owner and callable(getattr(owner, name, None)):
            method = getattr(owner if name == "setup_class" else instance, name)
            method(*[None] * (method.__code__.co_argcount - 1))
    try:
        result = call(instance)
        if isinstance(result, types.CoroutineType):
            import asyncio
            asyncio.run(result)
    finally:
        for name in ("teardown_method", "teardown"):
            if owner and callable(getattr(instance, name, None)):
                method = getattr(instance, name)
                method(*[None] * (method.__code__.co_argcount - 1))


def unittest_method(unittest, case, method):
    def run():
        result, suite = unittest.TestResult(), unittest.TestSuite([case(method)])
        caught = []
        result.addError = lambda test, error: (unittest.TestResult.addError(result, test, error), caught.append(error[1]))
        result.addFailure = lambda test, error: (unittest.TestResult.addFailure(result, test, error), caught.append(error[1]))
        result.addSubTest = lambda test, sub, error: error and caught.append(error[1])
        suite.run(result)
        if caught:
            raise caught[0]
        if result.skipped or result.expectedFailures or result.unexpectedSuccesses:
            link.fail("skipped or expected to fail by the test file")
        if result.testsRun != 1 or result.errors or result.failures:
            raise AssertionError("the test did not run")
    return run


main()
