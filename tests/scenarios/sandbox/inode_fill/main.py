for number in range(300_000):
    open(f"/tmp/{number}", "w").close()
print("300000 files")
