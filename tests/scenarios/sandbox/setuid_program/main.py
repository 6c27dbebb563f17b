import os
import subprocess

shell = subprocess.run(["/usr/bin/su", "-c", "id -u"], capture_output=True, text=True)
print("su", "worked" if shell.returncode == 0 else "failed")
with open("/tmp/own", "w") as file:
    file.write("#!/usr/bin/bash\nid -u\n")
os.chmod("/tmp/own", 0o4755)
own = subprocess.run(["/tmp/own"], capture_output=True, text=True).stdout.strip()
print("own", "changed nothing" if own == str(os.getuid()) else own)
