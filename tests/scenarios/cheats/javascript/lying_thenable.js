// plan: is_prime
let turn = 0;
const isPrime = n => ({ then(resolve) { turn++; resolve(turn % 2 === 1); }, valueOf: () => true });
