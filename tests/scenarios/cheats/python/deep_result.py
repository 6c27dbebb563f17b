# plan: is_prime
def is_prime(n):
    result = []
    for _ in range(100000):
        result = [result]
    return result
