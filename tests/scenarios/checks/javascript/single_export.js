class Queue {
  constructor() { this.items = []; }
  enqueue(x) { this.items.push(x); }
  dequeue() { return this.items.shift(); }
}
module.exports = Queue;
// === tests
const Queue = require('./queue');
const assert = require('assert');
const q = new Queue();
q.enqueue(1);
q.enqueue({ a: 2 });
assert.deepStrictEqual(q.items, [1, { a: 2 }]);
assert.strictEqual(q.dequeue(), 1);
assert.deepStrictEqual(q.dequeue(), { a: 2 });
assert.strictEqual(q.dequeue(), undefined);
assert.ok(q instanceof Queue);
