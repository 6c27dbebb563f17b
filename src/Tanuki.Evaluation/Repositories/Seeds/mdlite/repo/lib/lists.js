'use strict';

const { indentOf, isBlank } = require('./lines.js');

const ITEM = /^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/;

function isItem(line) {
  return ITEM.test(line);
}

/** A list with its items, each of them blocks again. */
function parseList(lines, at, parseLines) {
  const first = ITEM.exec(lines[at]);
  const base = first[1].length;
  const ordered = /\d/.test(first[2]);
  const items = [];
  let loose = false;
  let next = at;
  while (next < lines.length) {
    const item = ITEM.exec(lines[next]);
    if (!item || item[1].length > base + 1 || item[1].length < base || /\d/.test(item[2]) !== ordered) {
      break;
    }
    const [content, after, blankInside] = itemLines(lines, next, item);
    items.push({ blocks: parseLines(content) });
    loose = loose || blankInside;
    next = after;
  }
  const start = ordered ? parseInt(first[2], 10) : 1;
  return [{ type: 'list', ordered, start, loose, items }, next];
}

/** What belongs to one item: its first line and everything that is indented below it. */
function itemLines(lines, at, item) {
  const offset = item[1].length + item[2].length + 1;
  const content = [item[3]];
  let next = at + 1;
  let blankInside = false;
  while (next < lines.length) {
    if (isBlank(lines[next])) {
      const following = lines.slice(next).findIndex((line) => !isBlank(line));
      if (following < 0 || indentOf(lines[next + following]) < offset) {
        break;
      }
      blankInside = true;
      content.push('');
      next++;
    } else if (indentOf(lines[next]) >= offset) {
      content.push(lines[next].slice(offset));
      next++;
    } else {
      break;
    }
  }
  return [content, next, blankInside];
}

module.exports = { isItem, parseList };
