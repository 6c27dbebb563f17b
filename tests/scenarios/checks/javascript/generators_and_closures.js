function* naturals() {
  for (let n = 0; ; n++) yield n;
}
const counter = () => {
  let n = 0;
  return { next: () => ++n, reset() { n = 0; } };
};
const compose = (...fs) => x => fs.reduceRight((v, f) => f(v), x);
const curry = f => a => b => f(a, b);
// === tests
const assert = require('assert');
const g = naturals();
assert.deepStrictEqual([g.next().value, g.next().value], [0, 1]);
const first = [];
for (const n of naturals()) { if (n > 2) break; first.push(n); }
assert.deepStrictEqual(first, [0, 1, 2]);
const c = counter();
assert.equal(c.next() + c.next(), 3);
c.reset();
assert.equal(c.next(), 1);
assert.equal(compose(x => x + 1, x => x * 2)(5), 11);
assert.equal(curry((a, b) => a - b)(5)(3), 2);
