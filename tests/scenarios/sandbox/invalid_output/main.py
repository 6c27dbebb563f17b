import os

os.write(1, b"\xff\xfe\x00 \xe2\x80\xae tail\n")
