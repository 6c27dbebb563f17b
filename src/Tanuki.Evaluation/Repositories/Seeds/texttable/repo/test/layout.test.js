'use strict';

const assert = require('node:assert');
const { test } = require('node:test');
const { overhead, rule, styleOf } = require('../lib/borders.js');
const { shareWidth } = require('../lib/layout.js');

test('columns keep what they want when there is room', () => {
  assert.deepStrictEqual(shareWidth([5, 10], 15), [5, 10]);
});

test('small columns keep theirs and the others share', () => {
  assert.deepStrictEqual(shareWidth([5, 50, 50], 45), [5, 20, 20]);
  assert.deepStrictEqual(shareWidth([20, 20], 21), [11, 10]);
});

test('no column vanishes', () => {
  assert.deepStrictEqual(shareWidth([9, 9, 2], 3), [3, 3, 2]);
});

test('rules', () => {
  assert.strictEqual(rule(styleOf('ascii'), 'top', [1, 2]), '+---+----+');
  assert.strictEqual(rule(styleOf('grid'), 'middle', [1]), '├───┤');
  assert.strictEqual(rule(styleOf('simple'), 'middle', [2, 3]), '── ───');
  assert.strictEqual(rule(styleOf('simple'), 'top', [2]), null);
  assert.throws(() => styleOf('fancy'), RangeError);
});

test('what borders take', () => {
  assert.deepStrictEqual(['none', 'simple', 'ascii'].map((name) => overhead(styleOf(name), 3)), [4, 2, 10]);
  assert.strictEqual(overhead(styleOf('ascii'), 0), 0);
});
