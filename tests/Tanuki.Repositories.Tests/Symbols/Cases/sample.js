import { a } from './a.js';
const fs = require("fs");

/**
 * Adds.
 */
export function add(x, y) {
  return a(x) + y;
}

export const twice = (x) => x * 2;

export default class Shape extends Base {
  #area = 0;
  scale(by) {
    return this.grow(by);
  }
}

module.exports.later = function () { return fs.readFileSync; };
const LIMIT = 3, OTHER = 4;
