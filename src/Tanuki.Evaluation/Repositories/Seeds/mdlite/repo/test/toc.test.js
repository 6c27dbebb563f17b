'use strict';

const assert = require('node:assert');
const { describe, it } = require('node:test');
const { tableOfContents, toHtml } = require('../lib/index.js');
const { slug } = require('../lib/slug.js');

describe('contents', () => {
  it('makes anchors of headings', () => {
    assert.strictEqual(slug('Hello, *World*!'), 'hello-world');
    assert.strictEqual(slug('See [the docs](x.html)'), 'see-the-docs');
  });

  it('numbers anchors that repeat', () => {
    assert.strictEqual(toHtml('# A\n# A\n# ?', { anchors: true }), '<h1 id="a">A</h1>\n<h1 id="a-1">A</h1>\n<h1 id="section">?</h1>');
  });

  it('is a tree', () => {
    const leaf = (text, anchor = text.toLowerCase()) => ({ text, anchor, children: [] });
    assert.deepStrictEqual(tableOfContents('# A\n## B\n### C\n## D\n# E'), [
      { text: 'A', anchor: 'a', children: [{ text: 'B', anchor: 'b', children: [leaf('C')] }, leaf('D')] },
      leaf('E'),
    ]);
  });

  it('stops at a depth and skips levels', () => {
    assert.deepStrictEqual(tableOfContents('# A\n### B\n#### C', 3), [
      { text: 'A', anchor: 'a', children: [{ text: 'B', anchor: 'b', children: [] }] },
    ]);
    assert.deepStrictEqual(tableOfContents('## A', 1), []);
  });
});
