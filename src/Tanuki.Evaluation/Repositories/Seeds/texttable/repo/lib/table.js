'use strict';

const { pad, fill } = require('./align.js');
const { styleOf, rule, row, overhead } = require('./borders.js');
const { shareWidth } = require('./layout.js');
const { formatNumber } = require('./numbers.js');
const { width } = require('./width.js');
const { wrap, truncate } = require('./wrap.js');

/**
 * A table of `rows` (objects). Options: order (names of columns), columns ({ name: { align, decimals, title, overflow } }),
 * border, maxWidth, header (false leaves it out), valign.
 */
function render(rows, options = {}) {
  const { border = 'none', maxWidth = 80, header = true, valign = 'top' } = options;
  const names = options.order ?? columnNames(rows);
  if (names.length === 0) {
    return '';
  }
  const settings = names.map((name) => options.columns?.[name] ?? {});
  const titles = names.map((name, i) => settings[i].title ?? name);
  const body = rows.map((item) => names.map((name, i) => cellText(item[name], settings[i])));
  const style = styleOf(border);
  const all = header ? [titles, ...body] : body;
  const natural = names.map((_, i) => Math.max(2, ...all.map((cells) => widest(cells[i]))));
  const widths = shareWidth(natural, maxWidth - overhead(style, names.length));
  const aligns = names.map((name, i) => settings[i].align ?? (isNumeric(rows, name) ? 'right' : 'left'));
  const blocks = all.map((cells) => block(cells, widths, aligns, settings, style, valign));
  return frame(blocks, widths, style, header).join('\n');
}

function columnNames(rows) {
  const names = new Set();
  for (const item of rows) {
    Object.keys(item).forEach((name) => names.add(name));
  }
  return [...names];
}

function cellText(value, settings) {
  if (value === null || value === undefined) {
    return '';
  }
  return typeof value === 'number' ? formatNumber(value, { decimals: settings.decimals ?? null }) : String(value);
}

function widest(text) {
  return Math.max(...text.split('\n').map(width));
}

function isNumeric(rows, name) {
  const values = rows.map((item) => item[name]).filter((value) => value !== null && value !== undefined);
  return values.length > 0 && values.every((value) => typeof value === 'number');
}

/** The lines of one row. */
function block(cells, widths, aligns, settings, style, valign) {
  const wrapped = cells.map((cell, i) =>
    settings[i].overflow === 'truncate' ? [truncate(cell, widths[i])] : wrap(cell, widths[i]));
  const height = Math.max(...wrapped.map((lines) => lines.length));
  const filled = wrapped.map((lines) => fill(lines, height, valign));
  return Array.from({ length: height }, (_, line) =>
    row(style, filled.map((lines, i) => pad(lines[line], widths[i], aligns[i]))));
}

function frame(blocks, widths, style, header) {
  if (style === null) {
    return blocks.flat();
  }
  const lines = [rule(style, 'top', widths)];
  blocks.forEach((block, i) => {
    if (i > 0 && (style.everyRow || (header && i === 1))) {
      lines.push(rule(style, 'middle', widths));
    }
    lines.push(...block);
  });
  lines.push(rule(style, 'bottom', widths));
  return lines.filter((line) => line !== null);
}

module.exports = { render };
