// entry: squares
const squares = n => Array.from({ length: n }, (_, i) => i * i);
// === tests
const { squares } = require('./squares');
test('every', () => assert.ok([0, 1, 4, 9].every((x, i) => squares(4)[i] === x)));
test('some', () => assert.ok([16].some(x => squares(5)[4] === x)));
test('includes', () => assert.ok([9].includes(squares(4)[3])));
// === examples
// squares(3) => [0, 1, 4]
// squares(0) => []
