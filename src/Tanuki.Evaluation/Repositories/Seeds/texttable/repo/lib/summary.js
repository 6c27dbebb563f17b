'use strict';

const FUNCTIONS = {
  sum: (values) => values.reduce((a, b) => a + b, 0),
  count: (values) => values.length,
  min: (values) => Math.min(...values),
  max: (values) => Math.max(...values),
  mean: (values) => values.reduce((a, b) => a + b, 0) / values.length,
};

/** One value per column of `wanted` ({ price: 'sum' }); texts that are no numbers are left out, and so are empty columns. */
function summarise(rows, wanted) {
  const result = {};
  for (const [name, kind] of Object.entries(wanted)) {
    const calculate = FUNCTIONS[kind];
    if (!calculate) {
      throw new RangeError(`there is no summary '${kind}'`);
    }
    const values = rows.map((row) => toNumber(row[name])).filter((value) => value !== null);
    if (values.length > 0 || kind === 'count') {
      result[name] = calculate(values);
    }
  }
  return result;
}

function toNumber(value) {
  if (typeof value === 'number') {
    return Number.isNaN(value) ? null : value;
  }
  if (typeof value !== 'string' || value.trim() === '') {
    return null;
  }
  const number = Number(value);
  return Number.isNaN(number) ? null : number;
}

module.exports = { summarise };
