// entry: parse
function parse(text) {
  if (typeof text !== 'string') throw new TypeError('text wanted');
  return text.split(',');
}
// === tests
const test = require('node:test');
const assert = require('assert');
const { parse } = require('./parse');
test('parses', () => assert.deepEqual(parse('a,b'), ['a', 'b']));
test('throws', () => assert.throws(() => parse(1), TypeError));
test('throws anything', () => assert.throws(() => parse(null)));
// === examples
// parse('x') => ['x']
// parse(1) => TypeError
