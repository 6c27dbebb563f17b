def f(n):
    """Next.

    ```
    f(1)
    ```
    """
    return n + 1
