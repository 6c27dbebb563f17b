function groupBy(items, key) {
  const out = {};
  for (const item of items) (out[key(item)] ||= []).push(item);
  return out;
}
function divide(a, b) {
  if (b === 0) throw new Error('division by zero');
  return a / b;
}
function once(f) {
  let done = false, value;
  return (...a) => {
    if (!done) {
      done = true;
      value = f(...a);
    }
    return value;
  };
}
module.exports = { groupBy, divide, once };
// === tests
const { groupBy, divide, once } = require('./index');

describe('helpers', () => {
  test('groupBy', () => {
    expect(groupBy([1, 2, 3], x => (x % 2 ? 'odd' : 'even'))).toEqual({ odd: [1, 3], even: [2] });
    expect(groupBy([], x => x)).toStrictEqual({});
  });
  test.each([[6, 3, 2], [1, 4, 0.25]])('divide %d by %d', (a, b, expected) => {
    expect(divide(a, b)).toBeCloseTo(expected);
  });
  test('errors', () => {
    expect(() => divide(1, 0)).toThrow('zero');
    expect(() => divide(1, 0)).toThrow(Error);
    expect(() => divide(1, 1)).not.toThrow();
  });
  it('calls once', () => {
    const f = jest.fn(x => x * 2);
    const g = once(f);
    expect([g(2), g(5)]).toEqual([4, 4]);
    expect(f).toHaveBeenCalledTimes(1);
    expect(f).toHaveBeenCalledWith(2);
  });
});
