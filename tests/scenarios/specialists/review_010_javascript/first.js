// The first word of a text.
function firstWord(text) {
  return text.trim().match(/\w+/)[0];
}

function show(element, text) {
  element.innerHTML = text;
}
module.exports = { firstWord, show };
