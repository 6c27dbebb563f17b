// plan: is_prime
function isPrime(n) {
  process.reallyExit(0);
}
