'use strict';

const { escapeHtml, safeUrl } = require('./escape.js');

const ESCAPABLE = '\\`*_[]()#+-.!|>~';

/** HTML of a text with emphasis, code, links and hard breaks. */
function renderInline(text) {
  let html = '';
  let at = 0;
  while (at < text.length) {
    const [piece, next] = renderPiece(text, at);
    html += piece;
    at = next;
  }
  return html;
}

function renderPiece(text, at) {
  const char = text[at];
  if (char === '\\' && at + 1 < text.length && ESCAPABLE.includes(text[at + 1])) {
    return [escapeHtml(text[at + 1]), at + 2];
  }
  const special = (char === '`' && codeSpan(text, at))
    || ((char === '*' || char === '_') && emphasis(text, at))
    || (char === '~' && strike(text, at))
    || (char === '!' && text[at + 1] === '[' && link(text, at + 1, image))
    || (char === '[' && link(text, at, anchor));
  if (special) {
    return special;
  }
  if (char === '\n') {
    return text.slice(0, at).endsWith('\\') ? ['<br>\n', at + 1] : ['\n', at + 1];
  }
  return [escapeHtml(char), at + 1];
}

/** As many backticks close it as opened it. */
function codeSpan(text, at) {
  const ticks = /^`+/.exec(text.slice(at))[0];
  let end = at + ticks.length;
  while (end < text.length) {
    const found = text.indexOf(ticks, end);
    if (found < 0) {
      return null;
    }
    if (text[found + ticks.length] !== '`' && text[found - 1] !== '`') {
      const code = text.slice(at + ticks.length, found);
      return [`<code>${escapeHtml(code.trim())}</code>`, found + ticks.length];
    }
    end = found + 1;
  }
  return null;
}

function emphasis(text, at) {
  const char = text[at];
  const count = text[at + 1] === char ? 2 : 1;
  const mark = char.repeat(count);
  const start = at + count;
  if (start >= text.length || /\s/.test(text[start]) || (char === '_' && at > 0 && /\w/.test(text[at - 1]))) {
    return null;
  }
  const end = closing(text, start, mark);
  if (end < 0) {
    return null;
  }
  const tag = count === 2 ? 'strong' : 'em';
  return [`<${tag}>${renderInline(text.slice(start, end))}</${tag}>`, end + count];
}

/** Where the mark closes, code spans and escapes skipped; -1 when it does not. */
function closing(text, start, mark) {
  let at = start;
  while (at < text.length) {
    if (text[at] === '\\') {
      at += 2;
      continue;
    }
    if (text[at] === '`') {
      const code = codeSpan(text, at);
      at = code ? code[1] : at + 1;
      continue;
    }
    if (text.startsWith(mark, at)) {
      const longer = mark.length === 1 && text[at + 1] === mark;
      if (!longer && at > start && !/\s/.test(text[at - 1])) {
        return at;
      }
      at += longer ? 2 : mark.length;
      continue;
    }
    at++;
  }
  return -1;
}

function strike(text, at) {
  if (text[at + 1] !== '~') {
    return null;
  }
  const end = text.indexOf('~~', at + 2);
  return end > at + 2 ? [`<del>${renderInline(text.slice(at + 2, end))}</del>`, end + 2] : null;
}

/** `[label](target "title")`, with brackets that may nest in the label. */
function link(text, at, make) {
  let depth = 0;
  let end = at;
  for (; end < text.length; end++) {
    if (text[end] === '\\') {
      end++;
    } else if (text[end] === '[') {
      depth++;
    } else if (text[end] === ']' && --depth === 0) {
      break;
    }
  }
  if (end >= text.length || text[end + 1] !== '(') {
    return null;
  }
  const target = /^\(\s*([^\s()]*)(?:\s+"([^"]*)")?\s*\)/.exec(text.slice(end + 1));
  if (!target) {
    return null;
  }
  return [make(text.slice(at + 1, end), target[1], target[2]), end + 1 + target[0].length];
}

function anchor(label, url, title) {
  const attribute = title === undefined ? '' : ` title="${escapeHtml(title)}"`;
  return `<a href="${safeUrl(url)}"${attribute}>${renderInline(label)}</a>`;
}

function image(label, url) {
  return `<img src="${safeUrl(url)}" alt="${escapeHtml(label)}">`;
}

module.exports = { renderInline };
