def f(s):
    t = '''
```
def g(:
'''
    return f"{s!r:>{10}}" + t + "#" # '
