'use strict';

/** 1234567.5 with two decimals: 1,234,567.50 */
function formatNumber(value, { decimals = null, separator = ',' } = {}) {
  if (!Number.isFinite(value)) {
    return Number.isNaN(value) ? '-' : value > 0 ? '∞' : '-∞';
  }
  const fixed = decimals === null ? String(Math.abs(value)) : Math.abs(value).toFixed(decimals);
  const [whole, fraction] = fixed.split('.');
  const grouped = group(whole, separator);
  const isZero = Number(fixed) === 0;
  const sign = value < 0 && !isZero ? '-' : '';
  return sign + grouped + (fraction === undefined ? '' : `.${fraction}`);
}

function group(digits, separator) {
  let result = '';
  for (let i = 0; i < digits.length; i++) {
    if (i > 0 && (digits.length - i) % 3 === 0) {
      result += separator;
    }
    result += digits[i];
  }
  return result;
}

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** 1536 -> 1.5 KiB */
function formatBytes(bytes) {
  let unit = 0;
  let value = bytes;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  const text = unit === 0 || value >= 100 ? String(Math.round(value)) : value.toFixed(1);
  return `${text} ${UNITS[unit]}`;
}

module.exports = { formatNumber, formatBytes };
