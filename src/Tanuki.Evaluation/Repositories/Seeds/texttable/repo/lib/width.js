'use strict';

const RANGES = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xac00, 0xd7a3],
  [0xff00, 0xff60],
  [0x1f300, 0x1f64f],
];

function isWide(point) {
  return RANGES.some(([first, last]) => point >= first && point <= last);
}

function isCombining(point) {
  return (point >= 0x300 && point <= 0x36f) || point === 0x200b;
}

/** How many columns of a terminal the text takes. */
function width(text) {
  let columns = 0;
  for (const char of text) {
    const point = char.codePointAt(0);
    if (isCombining(point)) {
      continue;
    }
    columns += isWide(point) ? 2 : 1;
  }
  return columns;
}

/** The longest start of the text that is no wider than `limit`. */
function take(text, limit) {
  let used = 0;
  let end = 0;
  for (const char of text) {
    const own = width(char);
    if (used + own > limit) {
      break;
    }
    used += own;
    end += char.length;
  }
  return text.slice(0, end);
}

module.exports = { width, take };
