import random


def pick(items):
    return items[random.randrange(len(items))] + random.random()
