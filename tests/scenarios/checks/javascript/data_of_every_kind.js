const make = kind => ({
  map: () => new Map([[1, { a: 'b' }]]), set: () => new Set([1, '1']), date: () => new Date(0), regexp: () => /a+/gi,
  bytes: () => new Uint8Array([1, 255]), big: () => 2n ** 70n, nan: () => NaN, zero: () => -0, hole: () => [1, , 3],
  nothing: () => undefined, nested: () => ({ a: [{ b: null }], c: undefined }), infinite: () => -Infinity,
}[kind]());
// === tests
const assert = require('assert').strict;
assert.deepEqual(make('map'), new Map([[1, { a: 'b' }]]));
assert.deepEqual(make('set'), new Set([1, '1']));
assert.deepEqual(make('date'), new Date(0));
assert.deepEqual(make('regexp'), /a+/gi);
assert.deepEqual(make('bytes'), new Uint8Array([1, 255]));
assert.equal(make('big'), 2n ** 70n);
assert.ok(Number.isNaN(make('nan')));
assert.ok(Object.is(make('zero'), -0));
assert.equal(1 in make('hole'), false);
assert.equal(make('nothing'), undefined);
assert.deepEqual(make('nested'), { a: [{ b: null }], c: undefined });
assert.equal(make('infinite'), -Infinity);
// === examples
// make('set') => new Set([1, '1'])
// make('nested') => { a: [{ b: null }], c: undefined }
