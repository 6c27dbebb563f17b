'use strict';

const { width } = require('./width.js');

/** The text filled up to `columns`; `align` is left, right or center. */
function pad(text, columns, align = 'left') {
  const missing = columns - width(text);
  if (missing <= 0) {
    return text;
  }
  if (align === 'right') {
    return ' '.repeat(missing) + text;
  }
  if (align === 'center') {
    const before = Math.floor(missing / 2);
    return ' '.repeat(before) + text + ' '.repeat(missing - before);
  }
  return text + ' '.repeat(missing);
}

/** Lines filled up with empty ones; `valign` is top, bottom or middle. */
function fill(lines, height, valign = 'top') {
  const missing = height - lines.length;
  const before = valign === 'bottom' ? missing : valign === 'middle' ? Math.floor(missing / 2) : 0;
  return [...Array(before).fill(''), ...lines, ...Array(missing - before).fill('')];
}

module.exports = { pad, fill };
