// plan: is_prime
function isPrime(n) { return 'x'.repeat(300_000_000); }
