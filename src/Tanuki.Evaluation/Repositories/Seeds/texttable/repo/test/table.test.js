'use strict';

const assert = require('node:assert');
const { test } = require('node:test');
const { fromCsv, parseCsv, render } = require('../lib/index.js');

const ROWS = [{ name: 'bolt', price: 1234.5 }, { name: 'washer', price: 2 }];

test('numbers go to the right', () => {
  assert.strictEqual(
    render(ROWS, { columns: { price: { decimals: 2 } } }),
    'name       price\nbolt    1,234.50\nwasher      2.00');
});

test('a grid', () => {
  assert.strictEqual(
    render([{ a: 'x', b: 'long' }], { border: 'grid' }),
    '┌────┬──────┐\n│ a  │ b    │\n├────┼──────┤\n│ x  │ long │\n└────┴──────┘');
});

test('simple borders rule off the header only', () => {
  assert.strictEqual(render(ROWS, { border: 'simple', order: ['name'] }), 'name\n──────\nbolt\nwasher');
  assert.strictEqual(render(ROWS, { border: 'simple', order: ['name'], header: false }), 'bolt\nwasher');
});

test('cells wrap within the width that there is', () => {
  const text = render([{ id: 1, text: 'one two three four' }], { maxWidth: 14 });
  assert.strictEqual(text, 'id  text\n 1  one two\n    three four');
});

test('cells can be cut instead', () => {
  const text = render([{ text: 'one two three' }], { maxWidth: 8, columns: { text: { overflow: 'truncate' } }, header: false });
  assert.strictEqual(text, 'one two…');
});

test('missing values are empty', () => {
  assert.strictEqual(render([{ a: 1 }, { b: null }], {}), ' a  b\n 1\n');
});

test('nothing gives nothing', () => {
  assert.strictEqual(render([]), '');
  assert.strictEqual(fromCsv(''), '');
});

test('titles replace names', () => {
  assert.strictEqual(render([{ a: 'x' }], { columns: { a: { title: 'Letter' } } }), 'Letter\nx');
});

test('csv with quotes', () => {
  assert.deepStrictEqual(parseCsv('a,"b, ""c"""\r\n"d\ne",\n'), [['a', 'b, "c"'], ['d\ne', '']]);
  assert.deepStrictEqual(parseCsv('a;b', ';'), [['a', 'b']]);
  assert.throws(() => parseCsv('"a'), SyntaxError);
});

test('csv becomes a table', () => {
  assert.strictEqual(fromCsv('k,v\none,1\ntwo'), 'k    v\none  1\ntwo');
});
