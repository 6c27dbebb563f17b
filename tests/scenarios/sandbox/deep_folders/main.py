import os

for start in ("/work", "/tmp"):
    os.chdir(start)
    for _ in range(5000):
        os.mkdir("d" * 200)
        os.chdir("d" * 200)
print("5000 deep")
