// plan: is_prime
function isPrime(n) {
  for (;;) try { for (;;); } catch {}
}
