import { createInterface, Interface } from 'readline';

const input: Interface = createInterface({ input: process.stdin });
let sum: number = 0;
input.on('line', (line: string) => { sum += Number(line); });
input.on('close', () => console.log(sum));
