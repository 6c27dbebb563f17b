// plan: total
function total() {
  let result = [];
  for (let i = 0; i < 100000; i++) result = [result];
  return result;
}
