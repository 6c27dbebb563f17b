import os
import stat

usual = {"null", "zero", "full", "random", "urandom", "tty", "ptmx"}
for place, _, names in os.walk("/dev"):
    for name in names:
        path = os.path.join(place, name)
        try:
            if stat.S_ISBLK(os.stat(path).st_mode) or stat.S_ISCHR(os.stat(path).st_mode) and name not in usual and "/pts" not in os.path.realpath(path):
                if os.path.realpath(path) != "/dev/null":
                    print("another device", flush=True)
                    raise SystemExit
        except OSError:
            pass
print("usual devices")
