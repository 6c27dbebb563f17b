import marshal

with open(__file__.rpartition("/")[0] + "/code.bin", "rb") as _file:
    exec(marshal.loads(_file.read()))
