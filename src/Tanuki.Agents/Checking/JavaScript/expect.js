// The part of jest's, vitest's and mocha's vocabulary that small test files use.
const assert = require('assert');
const util = require('util');

const suites = [{ name: '', before: [], after: [], each: [], afterEach: [] }];
const collected = [];

function test(name, options, run) {
  if (typeof options === 'function') run = options;
  if (typeof name === 'function') [name, run] = [name.name || 'test', name];
  const path = [...suites];
  collected.push({ name: [...path.slice(1).map(s => s.name), String(name)].join(' > '), run, path });
}

function describe(name, options, run) {
  suites.push({ name: String(name), before: [], after: [], each: [], afterEach: [] });
  try {
    (typeof options === 'function' ? options : run)();
  } finally {
    suites.pop();
  }
}

const skipped = name => collected.push({ name: String(name), skipped: true, path: [] });
const titled = (name, row) => {
  let i = 0;
  return util.format(String(name).replace(/\$(\w+)/g, (m, k) => (row && typeof row === 'object' && k in row ? util.inspect(row[k]) : m)), ...(/%/.test(name) ? [].concat(row).slice(i) : []));
};
const table = run => rows => (name, body) => rows.forEach(row => run(titled(name, row), () => (Array.isArray(row) ? body(...row) : body(row))));
for (const [f, run] of [[test, test], [describe, describe]])
  Object.assign(f, { skip: skipped, todo: () => {}, only: run, each: table(run), concurrent: run });
test.test = test.it = test;
Object.assign(test, { describe, suite: describe });

const hook = list => run => { suites[suites.length - 1][list].push(run); };
const hooks = { before: hook('before'), beforeAll: hook('before'), after: hook('after'), afterAll: hook('after'), beforeEach: hook('each'), afterEach: hook('afterEach') };
Object.assign(test, hooks);

const show = v => {
  const text = typeof v === 'function' ? `[function ${v.name}]` : util.inspect(v, { depth: 4, breakLength: 100, maxArrayLength: 50, maxStringLength: 300 });
  return text.length > 300 ? text.slice(0, 200) + ' … ' + text.slice(-90) : text;
};

function loose(v) {
  // toEqual ignores undefined properties and classes.
  if (Array.isArray(v)) return v.map(loose);
  if (v && typeof v === 'object' && (getPrototypeOf(v) === Object.prototype || link.standIns.has(v)))
    return Object.fromEntries(Object.keys(v).filter(k => v[k] !== undefined).sort().map(k => [k, loose(v[k])]));
  return v;
}

const deep = (a, b) => util.isDeepStrictEqual(a, b);
const equal = (a, b) => b instanceof Matcher ? b.matches(a) : deep(loose(a), loose(b));
class Matcher {
  constructor(matches) {
    this.matches = matches;
  }
}
const subset = (a, b) => b && typeof b === 'object' && !Array.isArray(b)
  ? a !== null && typeof a === 'object' && Object.keys(b).every(k => subset(a[k], b[k]))
  : equal(a, b);
const at = (o, path) => (Array.isArray(path) ? path : String(path).replace(/\[(\w+)\]/g, '.$1').split('.')).reduce((x, k) => x?.[k], o);

function thrown(f, expected) {
  if (typeof f !== 'function') throw new assert.AssertionError({ message: 'expect().toThrow needs a function' });
  try {
    f();
  } catch (e) {
    return matchesError(e, expected);
  }
  return false;
}

function matchesError(e, expected) {
  if (expected === undefined) return true;
  if (typeof expected === 'string') return String(e?.message ?? e).includes(expected);
  if (expected instanceof RegExp) return expected.test(String(e?.message ?? e));
  return typeof expected === 'function' ? e instanceof expected : e?.message === expected.message;
}

const matchers = {
  toBe: (a, b) => Object.is(a, b), toEqual: equal, toStrictEqual: deep, toBeTruthy: a => !!a, toBeFalsy: a => !a,
  toBeNull: a => a === null, toBeUndefined: a => a === undefined, toBeDefined: a => a !== undefined, toBeNaN: a => Number.isNaN(a),
  toBeGreaterThan: (a, b) => a > b, toBeGreaterThanOrEqual: (a, b) => a >= b, toBeLessThan: (a, b) => a < b, toBeLessThanOrEqual: (a, b) => a <= b,
  toBeCloseTo: (a, b, digits = 2) => a === b || Math.abs(a - b) < 10 ** -digits / 2,
  toContain: (a, b) => typeof a === 'string' ? a.includes(b) : [...a].includes(b), toContainEqual: (a, b) => [...a].some(x => equal(x, b)),
  toHaveLength: (a, n) => a.length === n, toMatch: (a, b) => typeof a === 'string' && (b instanceof RegExp ? b.test(a) : a.includes(b)),
  toHaveProperty: (a, path, ...v) => at(a, path) !== undefined && (!v.length || equal(at(a, path), v[0])), toMatchObject: subset,
  toThrow: thrown, toThrowError: thrown, toBeInstanceOf: (a, c) => a instanceof c, toBeTypeOf: (a, t) => typeof a === t,
  toHaveBeenCalled: f => f.mock.calls.length > 0, toHaveBeenCalledTimes: (f, n) => f.mock.calls.length === n,
  toHaveBeenCalledWith: (f, ...a) => f.mock.calls.some(c => equal(c, a)), toHaveBeenLastCalledWith: (f, ...a) => equal(f.mock.calls.at(-1), a),
};

function verify(name, actual, wanted, not) {
  if (matchers[name](actual, ...wanted) === not)
    throw new assert.AssertionError({ message: `expect(actual).${not ? 'not.' : ''}${name}(${wanted.map(show).join(', ')})\n  actual: ${show(actual)}` });
}

function expect(actual) {
  const make = not => Object.fromEntries(Object.keys(matchers).map(n => [n, (...wanted) => verify(n, actual, wanted, not)]));
  const settle = (not, wantRejected) => new Proxy({}, {
    get: (_, name) => async (...wanted) => {
      let value, rejected = false;
      try {
        value = await (typeof actual === 'function' ? actual() : actual);
      } catch (e) {
        [value, rejected] = [e, true];
      }
      if (rejected !== wantRejected) throw new assert.AssertionError({ message: `the promise was ${rejected ? 'rejected with ' : 'resolved to '}${show(value)}` });
      if (name.startsWith('toThrow')) {
        if (matchesError(value, wanted[0]) === not) throw new assert.AssertionError({ message: `rejected with ${show(value)}` });
      } else verify(name, value, wanted, not);
    },
  });
  const out = make(false);
  out.not = make(true);
  out.resolves = settle(false, false);
  out.rejects = settle(false, true);
  return out;
}
Object.assign(expect, {
  anything: () => new Matcher(a => a !== null && a !== undefined), any: c => new Matcher(a => a instanceof c || typeof a === c.name?.toLowerCase()),
  arrayContaining: l => new Matcher(a => l.every(x => a.some(y => equal(y, x)))), objectContaining: o => new Matcher(a => subset(a, o)),
  stringContaining: s => new Matcher(a => typeof a === 'string' && a.includes(s)), closeTo: (n, d) => new Matcher(a => matchers.toBeCloseTo(a, n, d)),
});

function mockFunction(body) {
  let once = [], fixed = body;
  const f = function (...a) {
    f.mock.calls.push(a);
    const value = once.length ? once.shift()() : fixed?.apply(this, a);
    f.mock.results.push({ value });
    return value;
  };
  f.mock = { calls: [], results: [] };
  Object.assign(f, {
    mockReturnValue: v => { fixed = () => v; return f; }, mockReturnValueOnce: v => { once.push(() => v); return f; },
    mockImplementation: g => { fixed = g; return f; }, mockClear: () => { f.mock.calls = []; },
  });
  return f;
}
const jest = { fn: mockFunction };
