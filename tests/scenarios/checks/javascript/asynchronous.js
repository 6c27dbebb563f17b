const wait = ms => new Promise(r => setTimeout(r, ms));
async function fetchDouble(x) {
  await wait(1);
  if (x < 0) throw new RangeError('negative');
  return x * 2;
}
module.exports = { fetchDouble };
// === tests
const { test } = require('node:test');
const assert = require('node:assert');
const { fetchDouble } = require('./solution.js');

test('resolves', async () => {
  assert.strictEqual(await fetchDouble(2), 4);
  assert.deepStrictEqual(await Promise.all([fetchDouble(1), fetchDouble(3)]), [2, 6]);
});
test('rejects', async () => {
  await assert.rejects(fetchDouble(-1), RangeError);
  await assert.rejects(() => fetchDouble(-1), { message: 'negative' });
});
// === examples
// fetchDouble(5) => 10
