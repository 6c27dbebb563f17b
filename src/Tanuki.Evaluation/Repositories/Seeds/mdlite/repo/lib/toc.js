'use strict';

const { createSlugger } = require('./slug.js');

/** The headings down to a level, as a tree: { text, anchor, children }. */
function tableOfContents(blocks, depth = 3) {
  const anchors = createSlugger();
  const root = { level: 0, children: [] };
  const stack = [root];
  for (const block of blocks) {
    if (block.type !== 'heading') {
      continue;
    }
    const anchor = anchors(block.text);
    if (block.level > depth) {
      continue;
    }
    while (stack[stack.length - 1].level >= block.level) {
      stack.pop();
    }
    const entry = { level: block.level, text: block.text, anchor, children: [] };
    stack[stack.length - 1].children.push(entry);
    stack.push(entry);
  }
  return root.children.map(strip);
}

function strip({ text, anchor, children }) {
  return { text, anchor, children: children.map(strip) };
}

module.exports = { tableOfContents };
