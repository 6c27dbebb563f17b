'use strict';

const assert = require('node:assert');
const { describe, it } = require('node:test');
const { toHtml } = require('../lib/index.js');

const is = (source, html) => assert.strictEqual(toHtml(source), html);

describe('lists', () => {
  it('are tight without blank lines', () => {
    is('- a\n- b', '<ul>\n<li>a</li>\n<li>b</li>\n</ul>');
  });

  it('are loose with blank lines inside an item', () => {
    is('- a\n\n  more\n- b', '<ul>\n<li><p>a</p>\n<p>more</p></li>\n<li><p>b</p></li>\n</ul>');
  });

  it('begin where they say', () => {
    is('3. a\n4. b', '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>');
    is('1) a', '<ol>\n<li>a</li>\n</ol>');
  });

  it('nest', () => {
    is('- a\n  - b\n  - c\n- d', '<ul>\n<li>a\n<ul>\n<li>b</li>\n<li>c</li>\n</ul></li>\n<li>d</li>\n</ul>');
  });

  it('of another kind begin anew', () => {
    is('- a\n1. b', '<ul>\n<li>a</li>\n</ul>\n<ol>\n<li>b</li>\n</ol>');
  });

  it('end at text that is not indented', () => {
    is('- a\ntext', '<ul>\n<li>a</li>\n</ul>\n<p>text</p>');
  });
});

describe('tables', () => {
  it('have alignments', () => {
    is('| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | 3 |',
      '<table>\n<tr><th align="left">a</th><th align="center">b</th><th align="right">c</th></tr>\n'
      + '<tr><td align="left">1</td><td align="center">2</td><td align="right">3</td></tr>\n</table>');
  });

  it('fill short rows and cut long ones', () => {
    is('a|b\n-|-\n1\\|x|\n1|2|3', '<table>\n<tr><th>a</th><th>b</th></tr>\n<tr><td>1|x</td><td></td></tr>\n<tr><td>1</td><td>2</td></tr>\n</table>');
  });

  it('need a line of dashes with as many cells', () => {
    is('a|b\n-', '<p>a|b\n-</p>');
  });
});
