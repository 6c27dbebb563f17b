'use strict';

const assert = require('node:assert');
const { describe, it } = require('node:test');
const { renderInline } = require('../lib/inline.js');

const is = (source, html) => assert.strictEqual(renderInline(source), html);

describe('inline', () => {
  it('escapes html', () => {
    is('<b> & "x"', '&lt;b&gt; &amp; &quot;x&quot;');
  });

  it('has emphasis', () => {
    is('*a* **b** _c_', '<em>a</em> <strong>b</strong> <em>c</em>');
    is('**a *b* c**', '<strong>a <em>b</em> c</strong>');
  });

  it('leaves lone marks alone', () => {
    is('2 * 3 * 4', '2 * 3 * 4');
    is('snake_case_name', 'snake_case_name');
    is('*open', '*open');
  });

  it('has code spans', () => {
    is('`a < b`', '<code>a &lt; b</code>');
    is('`` a`b ``', '<code>a`b</code>');
    is('*a `*` b*', '<em>a <code>*</code> b</em>');
    is('`open', '`open');
  });

  it('strikes out', () => {
    is('~~a~~ ~b~', '<del>a</del> ~b~');
  });

  it('has links', () => {
    is('[a *b*](https://x.org "T")', '<a href="https://x.org" title="T">a <em>b</em></a>');
    is('[a [b]](c)', '<a href="c">a [b]</a>');
    is('![alt](i.png)', '<img src="i.png" alt="alt">');
    is('[no link]', '[no link]');
  });

  it('drops addresses that execute', () => {
    is('[x](javascript:alert)', '<a href="">x</a>');
    is('[x](MAILTO:a@b.c)', '<a href="MAILTO:a@b.c">x</a>');
  });

  it('takes escapes literally', () => {
    is('\\*a\\* \\q', '*a* \\q');
  });
});
