'use strict';

const { escapeHtml } = require('./escape.js');
const { renderInline } = require('./inline.js');
const { createSlugger } = require('./slug.js');

/** HTML of blocks; `anchors` gives headings ids, `headingOffset` moves them down. */
function renderBlocks(blocks, { anchors = false, headingOffset = 0 } = {}) {
  const context = { slugger: anchors ? createSlugger() : null, headingOffset };
  return blocks.map((block) => renderBlock(block, context)).join('\n');
}

function renderBlock(block, context) {
  switch (block.type) {
    case 'heading':
      return heading(block, context);
    case 'code':
      return code(block);
    case 'quote':
      return `<blockquote>\n${renderAll(block.blocks, context)}\n</blockquote>`;
    case 'list':
      return list(block, context);
    case 'table':
      return table(block);
    case 'rule':
      return '<hr>';
    default:
      return `<p>${renderInline(block.text)}</p>`;
  }
}

function renderAll(blocks, context) {
  return blocks.map((block) => renderBlock(block, context)).join('\n');
}

function heading(block, context) {
  const level = Math.min(6, block.level + context.headingOffset);
  const id = context.slugger === null ? '' : ` id="${context.slugger(block.text)}"`;
  return `<h${level}${id}>${renderInline(block.text)}</h${level}>`;
}

function code(block) {
  const language = block.language === '' ? '' : ` class="language-${escapeHtml(block.language)}"`;
  const text = block.text === '' ? '' : `${escapeHtml(block.text)}\n`;
  return `<pre><code${language}>${text}</code></pre>`;
}

function list(block, context) {
  const tag = block.ordered ? 'ol' : 'ul';
  const start = block.ordered && block.start !== 1 ? ` start="${block.start}"` : '';
  const items = block.items.map((item) => `<li>${itemContent(item, block.loose, context)}</li>`);
  return `<${tag}${start}>\n${items.join('\n')}\n</${tag}>`;
}

/** In a tight list a paragraph has no element of its own. */
function itemContent(item, loose, context) {
  const parts = item.blocks.map((block) =>
    block.type === 'paragraph' && !loose ? renderInline(block.text) : renderBlock(block, context));
  return parts.join('\n');
}

function table(block) {
  const cell = (tag, text, i) => {
    const align = block.aligns[i] === null ? '' : ` align="${block.aligns[i]}"`;
    return `<${tag}${align}>${renderInline(text)}</${tag}>`;
  };
  const row = (tag, texts) => `<tr>${texts.map((text, i) => cell(tag, text, i)).join('')}</tr>`;
  return ['<table>', row('th', block.header), ...block.rows.map((texts) => row('td', texts)), '</table>'].join('\n');
}

module.exports = { renderBlocks };
