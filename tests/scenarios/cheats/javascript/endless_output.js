// plan: is_prime
function isPrime(n) {
  for (;;) require('fs').writeSync(1, 'ok 1\n'.repeat(10000));
}
