import subprocess

for _ in range(3):
    arguments = ["x" * 100_000] * 10
    child = subprocess.run(["/usr/bin/true", *arguments], env={f"V{n}": "x" * 100_000 for n in range(4)})
    print(child.returncode)
