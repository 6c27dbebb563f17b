'use strict';

const assert = require('node:assert');
const { test } = require('node:test');
const { summarise } = require('../lib/index.js');
const { formatBytes, formatNumber } = require('../lib/numbers.js');

test('thousands are grouped', () => {
  assert.strictEqual(formatNumber(1234567), '1,234,567');
  assert.strictEqual(formatNumber(123), '123');
  assert.strictEqual(formatNumber(-1234.5, { decimals: 2 }), '-1,234.50');
  assert.strictEqual(formatNumber(100000, { separator: ' ' }), '100 000');
});

test('what rounds to nought has no sign', () => {
  assert.strictEqual(formatNumber(-0.001, { decimals: 2 }), '0.00');
});

test('what is not finite', () => {
  assert.strictEqual(formatNumber(NaN), '-');
  assert.strictEqual(formatNumber(-Infinity), '-∞');
  assert.strictEqual(formatNumber(Infinity), '∞');
});

test('bytes', () => {
  assert.strictEqual(formatBytes(1023), '1023 B');
  assert.strictEqual(formatBytes(1024), '1.0 KiB');
  assert.strictEqual(formatBytes(1536), '1.5 KiB');
  assert.strictEqual(formatBytes(200 * 1024 * 1024), '200 MiB');
  assert.strictEqual(formatBytes(2 ** 60), '1048576 TiB');
});

test('summaries leave out what is no number', () => {
  const rows = [{ p: 1, q: '2' }, { p: 5, q: 'x' }, { p: NaN, q: '' }];
  assert.deepStrictEqual(summarise(rows, { p: 'sum', q: 'mean' }), { p: 6, q: 2 });
  assert.deepStrictEqual(summarise(rows, { p: 'max', q: 'count' }), { p: 5, q: 1 });
  assert.deepStrictEqual(summarise(rows, { p: 'min', r: 'sum' }), { p: 1 });
  assert.deepStrictEqual(summarise(rows, { r: 'count' }), { r: 0 });
  assert.throws(() => summarise(rows, { p: 'mode' }), RangeError);
});
