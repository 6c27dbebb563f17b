def fail():
    raise ValueError('broken')  # the error


fail()
