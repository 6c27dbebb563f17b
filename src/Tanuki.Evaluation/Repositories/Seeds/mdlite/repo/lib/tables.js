'use strict';

const DELIMITER = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

function isTable(lines, at) {
  return lines[at].includes('|') && at + 1 < lines.length && lines[at + 1].includes('-')
    && DELIMITER.test(lines[at + 1]) && cells(lines[at]).length === cells(lines[at + 1]).length;
}

/** Cells between bars; a bar after a backslash belongs to its cell. */
function cells(line) {
  const found = [];
  let cell = '';
  const inner = line.trim().replace(/^\|/, '').replace(/(?<!\\)\|$/, '');
  for (let i = 0; i < inner.length; i++) {
    if (inner[i] === '\\' && inner[i + 1] === '|') {
      cell += '|';
      i++;
    } else if (inner[i] === '|') {
      found.push(cell.trim());
      cell = '';
    } else {
      cell += inner[i];
    }
  }
  found.push(cell.trim());
  return found;
}

function alignment(cell) {
  const left = cell.startsWith(':');
  const right = cell.endsWith(':');
  if (left && right) {
    return 'center';
  }
  return right ? 'right' : left ? 'left' : null;
}

function parseTable(lines, at) {
  const header = cells(lines[at]);
  const aligns = cells(lines[at + 1]).map(alignment);
  const rows = [];
  let next = at + 2;
  while (next < lines.length && lines[next].includes('|')) {
    const row = cells(lines[next]).slice(0, header.length);
    while (row.length < header.length) {
      row.push('');
    }
    rows.push(row);
    next++;
  }
  return [{ type: 'table', header, aligns, rows }, next];
}

module.exports = { isTable, parseTable };
