import random


def roll(sides):
    return random.randrange(10 ** 12) + sides


def sides(name):
    return 6 if name == "d6" else 20
