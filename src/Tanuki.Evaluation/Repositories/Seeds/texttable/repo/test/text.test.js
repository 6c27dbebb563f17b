'use strict';

const assert = require('node:assert');
const { test } = require('node:test');
const { pad, fill } = require('../lib/align.js');
const { width, take } = require('../lib/width.js');
const { wrap, truncate } = require('../lib/wrap.js');

test('wide characters count double and combining ones nothing', () => {
  assert.strictEqual(width('abc'), 3);
  assert.strictEqual(width('日本'), 4);
  assert.strictEqual(width('e\u0301'), 1);
});

test('take never cuts a wide character', () => {
  assert.strictEqual(take('日本語', 5), '日本');
  assert.strictEqual(take('abc', 3), 'abc');
  assert.strictEqual(take('abc', 0), '');
});

test('lines break between words', () => {
  assert.deepStrictEqual(wrap('the quick brown fox', 9), ['the quick', 'brown fox']);
  assert.deepStrictEqual(wrap('the quick brown fox', 10), ['the quick', 'brown fox']);
});

test('long words are broken', () => {
  assert.deepStrictEqual(wrap('a abcdefgh b', 3), ['a', 'abc', 'def', 'gh', 'b']);
});

test('line breaks are kept, empty lines too', () => {
  assert.deepStrictEqual(wrap('a\n\nb  c', 5), ['a', '', 'b c']);
  assert.throws(() => wrap('a', 1), RangeError);
});

test('truncating shows an ellipsis', () => {
  assert.strictEqual(truncate('hello world', 11), 'hello world');
  assert.strictEqual(truncate('hello world', 10), 'hello wor…');
  assert.strictEqual(truncate('hello world', 7), 'hello…');
});

test('padding', () => {
  assert.strictEqual(pad('a', 4), 'a   ');
  assert.strictEqual(pad('a', 4, 'right'), '   a');
  assert.strictEqual(pad('a', 4, 'center'), ' a  ');
  assert.strictEqual(pad('日本', 3), '日本');
});

test('filling up lines', () => {
  assert.deepStrictEqual(fill(['x'], 3), ['x', '', '']);
  assert.deepStrictEqual(fill(['x'], 3, 'middle'), ['', 'x', '']);
  assert.deepStrictEqual(fill(['x'], 3, 'bottom'), ['', '', 'x']);
});
