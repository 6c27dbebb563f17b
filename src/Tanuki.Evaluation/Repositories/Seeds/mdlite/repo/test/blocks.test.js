'use strict';

const assert = require('node:assert');
const { describe, it } = require('node:test');
const { toHtml } = require('../lib/index.js');

const is = (source, html) => assert.strictEqual(toHtml(source), html);

describe('blocks', () => {
  it('has headings of six levels', () => {
    is('# One', '<h1>One</h1>');
    is('###### Six ##', '<h6>Six</h6>');
    is('####### Seven', '<p>####### Seven</p>');
  });

  it('joins the lines of a paragraph', () => {
    is('one\n  two\n\nthree', '<p>one\ntwo</p>\n<p>three</p>');
  });

  it('ends a paragraph at a heading', () => {
    is('text\n# Title', '<p>text</p>\n<h1>Title</h1>');
  });

  it('moves headings down, to the sixth level at most', () => {
    assert.strictEqual(toHtml('# A\n##### B', { headingOffset: 2 }), '<h3>A</h3>\n<h6>B</h6>');
  });

  it('keeps code as it is', () => {
    is('```js\nif (a < b) {\n\n}\n```', '<pre><code class="language-js">if (a &lt; b) {\n\n}\n</code></pre>');
  });

  it('closes a fence with one that is as long', () => {
    is('````\n```\n````\nend', '<pre><code>```\n</code></pre>\n<p>end</p>');
    is('```\n~~~', '<pre><code>~~~\n</code></pre>');
    is('```\n```', '<pre><code></code></pre>');
  });

  it('nests quotes', () => {
    is('> a\n>\n> > b', '<blockquote>\n<p>a</p>\n<blockquote>\n<p>b</p>\n</blockquote>\n</blockquote>');
  });

  it('has rules', () => {
    is('a\n\n***\n- - -', '<p>a</p>\n<hr>\n<hr>');
  });

  it('reads tabs and carriage returns', () => {
    is('-\ta\r\n-\tb', '<ul>\n<li>a</li>\n<li>b</li>\n</ul>');
  });
});
