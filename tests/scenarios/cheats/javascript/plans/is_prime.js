// entry: isPrime
function isPrime(n) {
  if (n < 0) throw new RangeError('negative');
  for (let d = 2; d * d <= n; d++) if (n % d === 0) return false;
  return n > 1;
}
module.exports = { isPrime };
// === tests
const test = require('node:test');
const assert = require('node:assert');
const { isPrime } = require('./solution');

test('values', () => {
  assert.equal(isPrime(2), true);
  assert.strictEqual(isPrime(9), false);
  assert.ok(isPrime(13));
});

test('negative', () => {
  assert.throws(() => isPrime(-1), RangeError);
  assert.ok(!isPrime(4));
});

test('asynchronous', async () => {
  assert.deepStrictEqual([await isPrime(7), await isPrime(8), await isPrime(10), await isPrime(11)], [true, false, false, true]);
});
// === examples
// isPrime(2) => true
// isPrime(9) => false
