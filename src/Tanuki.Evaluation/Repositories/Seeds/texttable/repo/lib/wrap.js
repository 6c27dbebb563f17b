'use strict';

const { width, take } = require('./width.js');

/** Lines no wider than `limit`, broken between words where possible. */
function wrap(text, limit) {
  if (limit < 2) {
    throw new RangeError('a column is at least two wide');
  }
  return text.split('\n').flatMap((paragraph) => wrapParagraph(paragraph, limit));
}

function wrapParagraph(paragraph, limit) {
  const lines = [];
  let line = '';
  for (const word of paragraph.split(' ').filter((part) => part.length > 0)) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (width(joined) <= limit) {
      line = joined;
      continue;
    }
    if (line !== '') {
      lines.push(line);
    }
    line = breakWord(word, limit, lines);
  }
  lines.push(line);
  return lines;
}

/** Puts all but the last piece of a word that is too long into `lines`. */
function breakWord(word, limit, lines) {
  let rest = word;
  while (width(rest) > limit) {
    const head = take(rest, limit);
    lines.push(head);
    rest = rest.slice(head.length);
  }
  return rest;
}

/** One line; what is cut off shows as an ellipsis. */
function truncate(text, limit) {
  const single = text.replace(/\s+/g, ' ').trim();
  if (width(single) <= limit) {
    return single;
  }
  return `${take(single, limit - 1).trimEnd()}…`;
}

module.exports = { wrap, truncate };
