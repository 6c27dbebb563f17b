// entry: add
function add(a, b) {
  return a + b;
}
// === tests
const assert = require('assert');
console.assert(add(1, 2) === 3, 'adds');
assert.strictEqual(add('a', 'b'), 'ab');
assert(add(0.1, 0.2) > 0.3);
if (add(2, 2) !== 4) process.exit(1);
// === examples
// add(1, 2) => 3
// add(0.1, 0.2) => 0.3
