# plan: is_prime
def is_prime(n):
    return "x" * 300_000_000
