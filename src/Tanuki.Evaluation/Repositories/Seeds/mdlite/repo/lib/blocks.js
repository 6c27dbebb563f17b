'use strict';

const { indentOf, isBlank, splitLines } = require('./lines.js');
const { isItem, parseList } = require('./lists.js');
const { isTable, parseTable } = require('./tables.js');

const HEADING = /^(#{1,6})\s+(.*?)\s*#*$/;
const FENCE = /^(`{3,}|~{3,})\s*(\S*)/;
const RULE = /^\s*(?:(?:-\s*){3,}|(?:\*\s*){3,})$/;

function parseBlocks(source) {
  return parseLines(splitLines(source));
}

function parseLines(lines) {
  const blocks = [];
  let at = 0;
  while (at < lines.length) {
    if (isBlank(lines[at])) {
      at++;
      continue;
    }
    const [block, next] = parseBlock(lines, at);
    blocks.push(block);
    at = next;
  }
  return blocks;
}

/** The block that begins at a line, and the line after it. */
function parseBlock(lines, at) {
  const line = lines[at];
  const heading = HEADING.exec(line);
  if (heading) {
    return [{ type: 'heading', level: heading[1].length, text: heading[2] }, at + 1];
  }
  if (FENCE.test(line)) {
    return parseFence(lines, at);
  }
  if (RULE.test(line)) {
    return [{ type: 'rule' }, at + 1];
  }
  if (line.startsWith('>')) {
    return parseQuote(lines, at);
  }
  if (isItem(line)) {
    return parseList(lines, at, parseLines);
  }
  if (isTable(lines, at)) {
    return parseTable(lines, at);
  }
  return parseParagraph(lines, at);
}

/** Code up to a fence of the same kind that is at least as long; without one, up to the end. */
function parseFence(lines, at) {
  const [, mark, language] = FENCE.exec(lines[at]);
  const code = [];
  let next = at + 1;
  while (next < lines.length) {
    const closing = FENCE.exec(lines[next]);
    if (closing && closing[2] === '' && closing[1][0] === mark[0] && closing[1].length >= mark.length) {
      return [{ type: 'code', language, text: code.join('\n') }, next + 1];
    }
    code.push(lines[next]);
    next++;
  }
  return [{ type: 'code', language, text: code.join('\n') }, next];
}

function parseQuote(lines, at) {
  const inner = [];
  let next = at;
  while (next < lines.length && lines[next].startsWith('>')) {
    inner.push(lines[next].replace(/^> ?/, ''));
    next++;
  }
  return [{ type: 'quote', blocks: parseLines(inner) }, next];
}

function parseParagraph(lines, at) {
  const text = [lines[at].trim()];
  let next = at + 1;
  while (next < lines.length && !isBlank(lines[next]) && !interrupts(lines, next)) {
    text.push(lines[next].trim());
    next++;
  }
  return [{ type: 'paragraph', text: text.join('\n') }, next];
}

function interrupts(lines, at) {
  const line = lines[at];
  if (indentOf(line) >= 4) {
    return false;
  }
  return HEADING.test(line) || FENCE.test(line) || RULE.test(line) || line.startsWith('>') || isItem(line);
}

module.exports = { parseBlocks };
