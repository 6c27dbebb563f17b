// plan: squares
// An answer of its own making: what became of the argument named __proto__ would give the harness's arrays new methods.
const fs = require('fs');
const lie = ['f', 0, 'squares', false];
function squares() {
  fs.writeSync(1, JSON.stringify({ m: [['__proto__', ['o', null, [['every', lie], ['some', lie], ['includes', lie]], false]]], v: ['a', 0, []] }) + '\n');
  return [true];
}
