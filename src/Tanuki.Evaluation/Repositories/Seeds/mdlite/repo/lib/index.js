'use strict';

const { parseBlocks } = require('./blocks.js');
const { renderBlocks } = require('./render.js');
const { tableOfContents } = require('./toc.js');

function toHtml(source, options = {}) {
  return renderBlocks(parseBlocks(source), options);
}

module.exports = { toHtml, tableOfContents: (source, depth) => tableOfContents(parseBlocks(source), depth) };
