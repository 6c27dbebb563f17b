// entry: total
const total = numbers => numbers.reduce((a, b) => a + b, 0);
// === tests
describe('total', () => {
  it('adds', () => {
    expect(total([1, 2, 3])).toBe(6);
    expect(Math.abs(total([0.1, 0.2]) - 0.3)).toBeLessThan(1e-9);
  });
  it('compares', () => {
    expect(total([1, 2])).toBeGreaterThan(2);
    expect(total([1, 2])).toBeLessThan(4);
    expect(total([]) == 0).toBe(true);
  });
  it('adds to an array', () => expect([total([1]), total([2])]).toEqual([1, 2]));
});
// === examples
// total([1, 2]) => 3
// total([]) => 0
