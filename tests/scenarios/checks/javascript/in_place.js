function sortInPlace(a) {
  a.sort((x, y) => x - y);
}
const addKey = o => { o.list.push(4); o.extra = new Map([[1, 2]]); delete o.gone; return o; };
// === tests
const a = [3, 1, 2];
sortInPlace(a);
console.assert(a.join() === '1,2,3');
const o = { list: [1], gone: 0 };
const inner = o.list;
console.assert(addKey(o) === o && inner.length === 2 && !('gone' in o) && o.extra.get(1) === 2);
