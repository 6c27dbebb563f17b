'use strict';

const { render } = require('./table.js');
const { parseCsv } = require('./csv.js');
const { summarise } = require('./summary.js');

/** A table of what CSV text holds; its first line names the columns. */
function fromCsv(text, options = {}) {
  const [header, ...lines] = parseCsv(text);
  if (!header) {
    return '';
  }
  const rows = lines.map((cells) => Object.fromEntries(header.map((name, i) => [name, cells[i] ?? ''])));
  return render(rows, { order: header, ...options });
}

module.exports = { render, fromCsv, parseCsv, summarise };
