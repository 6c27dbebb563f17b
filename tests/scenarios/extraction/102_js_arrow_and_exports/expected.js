const LIMIT = 3;
const f = (a) => {
  return a < LIMIT;
};

module.exports = { f };
