import { inspect } from 'node:util';

export class ValidationError extends Error {
  constructor(field, message) {
    super(message);
    this.name = 'ValidationError';
    this.field = field;
  }
}

export class Stack {
  #items = [];
  static of(...items) {
    const s = new Stack();
    items.forEach(i => s.push(i));
    return s;
  }
  push(item) {
    if (item === undefined) throw new ValidationError('item', 'nothing to push');
    this.#items.push(item);
    return this;
  }
  pop() {
    if (!this.#items.length) throw new RangeError('empty');
    return this.#items.pop();
  }
  get size() { return this.#items.length; }
  *[Symbol.iterator]() { yield* this.#items; }
  toString() { return inspect(this.#items); }
}

export default function make() { return new Stack(); }
// === tests
import test, { describe, it, beforeEach } from 'node:test';
import assert from 'node:assert/strict';
import make, { Stack, ValidationError } from '../src/stack.mjs';

describe('Stack', () => {
  let stack;
  beforeEach(() => { stack = new Stack(); });
  it('pushes and pops', () => {
    assert.equal(stack.push(1).push(2).size, 2);
    assert.equal(stack.pop(), 2);
    assert.deepEqual([...stack], [1]);
  });
  it('throws', () => {
    assert.throws(() => stack.pop(), RangeError);
    assert.throws(() => stack.pop(), { name: 'RangeError', message: 'empty' });
    assert.throws(() => stack.push(), ValidationError);
    assert.throws(() => stack.push(), e => e.field === 'item' && e instanceof Error);
  });
  it('is a class', () => {
    assert.ok(stack instanceof Stack);
    assert.ok(make() instanceof Stack);
    assert.equal(String(Stack.of(1, 2)), '[ 1, 2 ]');
    assert.notEqual(make(), make());
  });
});

test('subtests', async t => {
  await t.test('inner', () => assert.equal(Stack.of(3).pop(), 3));
});
