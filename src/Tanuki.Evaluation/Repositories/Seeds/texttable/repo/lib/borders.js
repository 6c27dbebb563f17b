'use strict';

const STYLES = {
  none: null,
  grid: { top: '┌┬┐', middle: '├┼┤', bottom: '└┴┘', horizontal: '─', vertical: '│', everyRow: true },
  simple: { top: '', middle: ' ─', bottom: '', horizontal: '─', vertical: ' ', everyRow: false },
  ascii: { top: '+++', middle: '+++', bottom: '+++', horizontal: '-', vertical: '|', everyRow: false },
};

function styleOf(name) {
  if (!Object.hasOwn(STYLES, name)) {
    throw new RangeError(`there is no border '${name}'`);
  }
  return STYLES[name];
}

/** A horizontal rule; null where the style has none. */
function rule(style, place, widths) {
  const corners = [...style[place]];
  if (corners.length === 0) {
    return null;
  }
  if (corners.length === 2) {
    return widths.map((w) => style.horizontal.repeat(w)).join(corners[0]);
  }
  const [left, cross, right] = corners;
  return left + widths.map((w) => style.horizontal.repeat(w + 2)).join(cross) + right;
}

/** One line of cells, which are padded already. */
function row(style, cells) {
  if (style === null) {
    return cells.join('  ').trimEnd();
  }
  if (style.vertical === ' ') {
    return cells.join(' ').trimEnd();
  }
  return `${style.vertical} ${cells.join(` ${style.vertical} `)} ${style.vertical}`;
}

/** Columns that the style itself takes. */
function overhead(style, columns) {
  if (columns === 0) {
    return 0;
  }
  if (style === null) {
    return (columns - 1) * 2;
  }
  return style.vertical === ' ' ? columns - 1 : columns * 3 + 1;
}

module.exports = { styleOf, rule, row, overhead };
