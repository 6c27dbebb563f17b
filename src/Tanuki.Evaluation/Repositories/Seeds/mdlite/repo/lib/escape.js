'use strict';

const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeHtml(text) {
  return text.replace(/[&<>"]/g, (char) => ENTITIES[char]);
}

const SCHEMES = ['http', 'https', 'mailto'];

/** The address for an attribute; empty when its scheme could execute something. */
function safeUrl(url) {
  const trimmed = url.trim();
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(trimmed);
  if (scheme && !SCHEMES.includes(scheme[1].toLowerCase())) {
    return '';
  }
  return escapeHtml(trimmed);
}

module.exports = { escapeHtml, safeUrl };
