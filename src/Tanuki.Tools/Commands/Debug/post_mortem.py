"""Runs a file, or one function or test of it, and reports the state at the exception that ends it."""
import faulthandler, importlib.util, linecache, os, reprlib, runpy, sys, unittest

seconds, path, function, *arguments = sys.argv[1:]
MOST_FRAMES, MOST_VARIABLES = 12, 20
shown = reprlib.Repr()
shown.maxstring = shown.maxother = 200
shown.maxlist = shown.maxtuple = shown.maxdict = shown.maxset = 10


def report(error):
    out = ["", f"{type(error).__name__}: {str(error)[:1000]}"]
    frames, trace = [], error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.startswith("/work/"):
            frames.append((trace.tb_frame, trace.tb_lineno))
        trace = trace.tb_next
    for frame, line in reversed(frames[-MOST_FRAMES:]):
        code = frame.f_code
        out.append(f"{os.path.relpath(code.co_filename, '/work')}:{line} in {code.co_name}")
        out.append(f"    {linecache.getline(code.co_filename, line).strip()}")
        variables = [(name, value) for name, value in frame.f_locals.items() if not name.startswith("__")] if code.co_name != "<module>" else []
        for name, value in variables[:MOST_VARIABLES]:
            try:
                text = shown.repr(value)
            except BaseException as broken:
                text = f"<its repr raised {type(broken).__name__}>"
            out.append(f"      {name} = {text}")
        if len(variables) > MOST_VARIABLES:
            out.append(f"      … {len(variables) - MOST_VARIABLES} more")
    sys.stdout.flush()
    sys.stderr.write("\n".join(out) + "\n")


def run():
    if not function:
        runpy.run_path(path, run_name="__main__")
        return
    specification = importlib.util.spec_from_file_location(os.path.splitext(os.path.basename(path))[0], path)
    module = importlib.util.module_from_spec(specification)
    sys.modules[module.__name__] = module
    specification.loader.exec_module(module)
    owner, _, name = function.rpartition(".")
    target = getattr(module, owner) if owner else module
    if isinstance(target, type) and issubclass(target, unittest.TestCase):
        target(name).debug()
    else:
        getattr(target() if isinstance(target, type) else target, name)()


path = os.path.abspath(path)
sys.argv = [path, *arguments]
sys.path[0:0] = [os.path.dirname(path), "/work"]
faulthandler.dump_traceback_later(float(seconds), exit=True)
try:
    run()
except SystemExit as end:
    sys.stderr.write(f"\nThe program ended itself with {end.code!r}.\n")
    os._exit(0 if end.code in (None, 0) else 3)
except BaseException as error:
    report(error)
    sys.stderr.flush()
    os._exit(1)
