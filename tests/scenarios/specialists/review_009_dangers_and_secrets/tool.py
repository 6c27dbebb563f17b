import os
import pickle

API_KEY = "sk-proj-9aF3kQ7LmZx2Vb8TnR4yWc6Hd1Jp5Sg0Ue"


def load(path, command):
    # eval(path) in a comment is none
    os.system(command)
    with open(path, "rb") as file:
        return pickle.load(file), "eval(x)"
