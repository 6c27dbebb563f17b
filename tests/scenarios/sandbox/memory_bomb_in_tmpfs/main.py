for number in range(48):
    with open(f"/tmp/{number}", "wb") as file:
        file.write(b"x" * (1 << 20))
print("48 MiB of files")
