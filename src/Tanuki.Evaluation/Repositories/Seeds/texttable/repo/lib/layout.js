'use strict';

const LEAST = 3;

/**
 * Widths for columns that want `natural` and may have `available` together. Columns that want less than an even share
 * keep what they want; the others share the rest.
 */
function shareWidth(natural, available) {
  const total = natural.reduce((sum, w) => sum + w, 0);
  if (total <= available) {
    return [...natural];
  }
  const widths = natural.map(() => 0);
  let open = natural.map((_, i) => i);
  let rest = available;
  while (open.length > 0) {
    const share = Math.floor(rest / open.length);
    const small = open.filter((i) => natural[i] <= share);
    if (small.length === 0) {
      divide(open, rest, widths);
      break;
    }
    for (const i of small) {
      widths[i] = natural[i];
      rest -= natural[i];
    }
    open = open.filter((i) => !small.includes(i));
  }
  return widths.map((w, i) => Math.max(w, Math.min(LEAST, natural[i])));
}

/** Even shares; what does not divide goes to the first columns. */
function divide(open, rest, widths) {
  const share = Math.floor(rest / open.length);
  let extra = rest - share * open.length;
  for (const i of open) {
    widths[i] = share + (extra > 0 ? 1 : 0);
    extra--;
  }
}

module.exports = { shareWidth };
