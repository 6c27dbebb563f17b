'use strict';

/** Lines without their ends; tabs become spaces up to the next multiple of four. */
function splitLines(source) {
  return source.replace(/\r\n?/g, '\n').split('\n').map(expandTabs);
}

function expandTabs(line) {
  let result = '';
  for (const char of line) {
    if (char === '\t') {
      result += ' '.repeat(4 - (result.length % 4));
    } else {
      result += char;
    }
  }
  return result;
}

function indentOf(line) {
  let at = 0;
  while (at < line.length && line[at] === ' ') {
    at++;
  }
  return at;
}

function isBlank(line) {
  return line.trim() === '';
}

module.exports = { splitLines, indentOf, isBlank };
