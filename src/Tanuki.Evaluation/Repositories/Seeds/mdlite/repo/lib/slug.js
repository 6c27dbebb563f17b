'use strict';

/** The anchor of a heading: lower case, words joined by hyphens. */
function slug(text) {
  const plain = text.replace(/[`*_~]/g, '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
  return plain.trim().toLowerCase().replace(/[^\p{L}\p{N}\s-]/gu, '').replace(/\s+/g, '-');
}

/** Gives each heading an anchor of its own: the second `intro` becomes `intro-1`. */
function createSlugger() {
  const seen = new Map();
  return (text) => {
    const base = slug(text) || 'section';
    const count = seen.get(base) ?? 0;
    seen.set(base, count + 1);
    return count === 0 ? base : `${base}-${count}`;
  };
}

module.exports = { slug, createSlugger };
