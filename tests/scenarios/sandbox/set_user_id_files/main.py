import os

found = False
for folder in ("/usr/bin", "/usr/sbin", "/usr/lib", "/usr/libexec", "/bin", "/sbin"):
    for place, _, files in () if os.path.islink(folder) else os.walk(folder):
        for name in files:
            path = os.path.join(place, name)
            try:
                mode = os.lstat(path).st_mode
                found |= bool(mode & 0o6000) and not os.statvfs(path).f_flag & os.ST_NOSUID
            except OSError:
                pass
print("found" if found else "none")
