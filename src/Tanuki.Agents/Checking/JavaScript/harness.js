// The harness's process: evaluates tests, examples and probes against stand-ins for the candidate and reports under the secret.
const link = new Link();
const BUILTIN = new Set(require('module').builtinModules);
const PACKAGES = new Set(['chai', 'sinon', 'lodash', 'ramda', 'axios', 'express', 'react', 'moment', 'supertest', 'ava', 'tape', 'fast-check']);
const FRAMEWORKS = new Set(['node:test', 'test', '@jest/globals', 'vitest', 'mocha', 'bun:test']);
const rejections = [];
let reporter, entry, code;

class Exit extends Error {}

const bounded = (text, limit) => (text.length <= limit ? text : text.slice(0, (limit * 2) / 3) + ' … ' + text.slice(-limit / 3)).toWellFormed();
const identifiers = text => [...new Set(text.match(/[A-Za-z_$][\w$]*/g) || [])].filter(isName);

class Reporter {
  constructor(secret) {
    this.secret = secret;
    this.count = 0;
    this.slow = 0;
    this.refuted = false;
  }

  put(fields) {
    this.count++;
    this.refuted ||= (fields.outcome ?? 'passed') !== 'passed';
    link.lines.write('R' + JSON.stringify({ ...fields, s: this.secret }));
  }

  // Runs one check and reports it; nothing that goes wrong on the way counts as passed.
  async check(kind, text, limit, run, i = 0) {
    const start = performance.now();
    let outcome = 'error', detail = null;
    link.fault = null;
    link.limit = Math.max(0.25, limit / 4 ** this.slow);
    try {
      if (link.dead && !link.restart()) throw new Lost(link.dead || "the program's process could not be started again");
      rejections.length = 0;
      await run();
      await idle();
      if (rejections.length) throw rejections[0];
      outcome = 'passed';
    } catch (e) {
      if (e instanceof Lost) detail = e.message;
      else [outcome, detail] = ['failed', explain(e)];
    }
    if (link.fault) [outcome, detail] = ['error', link.fault];
    if (detail === 'timeout') {
      detail = `time limit: a call took longer than ${link.limit} s`;
      this.slow = Math.min(2, this.slow + 1);
    }
    this.put({ kind, i, text: bounded(text, 300), outcome, detail: detail && bounded(detail, 1500), ms: performance.now() - start });
  }
}

function explain(e) {
  if (!(e instanceof Error)) return 'thrown: ' + show(e);
  if (fromCandidate.has(e)) {
    const line = fromCandidate.get(e), text = code.split('\n')[line - 1];
    return `the program threw ${e.name}: ${e.message}` + (text ? `\n  at line ${line}: ${text.trim()}` : '');
  }
  if (e.code === 'ERR_ASSERTION' && !e.generatedMessage) return e.operator ? `${e.message}\n  actual:   ${show(e.actual)}\n  expected: ${show(e.expected)}` : e.message;
  if (e.code === 'ERR_ASSERTION') return `assertion (${e.operator}) failed\n  actual:   ${show(e.actual)}\n  expected: ${show(e.expected)}`;
  return `${e.name}: ${e.message}`;
}

// What a test left running may still fail.
async function idle() {
  do await new Promise(r => setImmediate(r));
  while (process.getActiveResourcesInfo().includes('Timeout') && Date.now() < link.deadline);
  await new Promise(r => setImmediate(r));
}

// ---- names and modules

function scope(text) {
  const asked = new Set(identifiers(text));
  const names = link.request('defined', null, [...asked], entry);
  if (!Array.isArray(names)) link.fail("the program's answer is malformed", true);
  // What the candidate says it defines may replace neither the language's own names nor what the text never mentions.
  return names.map(String).filter(n => isName(n) && asked.has(n) && (n === entry || !(n in globalThis)));
}

function isName(text) {
  try {
    return /^[A-Za-z_$][\w$]*$/.test(text) && !!new Function(text, '"use strict"');
  } catch {
    return false;
  }
}

function named(name) {
  return link.named(name);
}

const RESERVED = new Set(['require', 'module', 'exports', 'assert', 'test', 'it', 'describe', 'expect', 'jest', 'console', 'process',
  '__filename', '__dirname', '__default', 'before', 'after', 'beforeEach', 'afterEach', 'beforeAll', 'afterAll', 'vi', 'suite']);

function program(text) {
  // Modules of the candidate, under any name: what it exports, and its top-level names besides.
  const names = scope(text);
  const out = {};
  for (const n of names) defineProperty(out, n, { get: () => named(n), enumerable: true });
  const exported = link.named('module.exports');
  if (typeof exported !== 'function') {
    if (exported && typeof exported === 'object' && 'default' in exported) defineProperty(out, 'default', { value: exported.default, enumerable: true });
    else if (entry && names.includes(entry)) defineProperty(out, 'default', { get: () => named(entry) });
    return out;
  }
  return new Proxy(exported, { get: (t, k) => (typeof k === 'string' && names.includes(k) && k !== exported.name ? named(k) : k === exported.name || k === 'default' ? exported : Reflect.get(t, k)) });
}

function requireFor(text) {
  let made;
  return name => {
    if (FRAMEWORKS.has(name)) return Object.assign(test, { test, it: test, describe, suite: describe, expect, jest, vi: jest, default: test });
    if (name === 'assert' || name === 'node:assert' || name.endsWith('assert/strict')) return name.endsWith('strict') ? assert.strict : assert;
    if (name.startsWith('node:') || BUILTIN.has(name)) return require(name);
    if (PACKAGES.has(name)) link.fail(`the tests need ${name}, which is not installed`);
    return (made ||= program(text));
  };
}

const defaultOf = m => (m && (typeof m === 'object' || typeof m === 'function') && m.default !== undefined ? m.default : m);

function checkedConsole() {
  const silent = Object.fromEntries(['log', 'info', 'warn', 'error', 'debug', 'trace', 'table', 'group', 'groupEnd', 'time', 'timeEnd'].map(n => [n, () => {}]));
  return { ...silent, assert: (ok, ...message) => { if (!ok) throw new assert.AssertionError({ message: 'console.assert failed' + (message.length ? ': ' + message.map(String).join(' ') : '') }); } };
}

// Compiles a text so that it sees the candidate's names, yet may declare the same names itself.
function compile(text, body, filename) {
  const space = {
    require: requireFor(text), module: { exports: {} }, exports: {}, assert, expect, jest, vi: jest, __default: defaultOf, console: checkedConsole(),
    test, it: test, describe, suite: describe, ...hooks, process: { ...process, exit: n => { throw new Exit(String(n ?? 0)); }, env: {}, argv: [] }, __filename: filename, __dirname: '/work',
  };
  const candidate = scope(text).filter(n => !RESERVED.has(n));
  for (const n of candidate) space[n] = named(n);
  if (!('candidate' in space) && entry && /\bcandidate\b/.test(text) && scope(entry).length) space.candidate = named(entry);
  const make = vm.runInThisContext(`(function(${Object.keys(space).join(',')}) {${body}\n})`, { filename });
  return () => make(...Object.values(space));
}

// ---- user tests

async function runTests(text, path, limit, broken) {
  const title = bounded(text.trim(), 300);
  if (broken) return reporter.put({ kind: 'test', text: title, outcome: 'failed', detail: broken, ms: 0 });
  const script = asScript(text).text;
  let run;
  const start = link.calls;
  const body = async () => {
    run = compile(text, `return (async function() {${script}\n})();`, path);
    try {
      await run();
    } catch (e) {
      if (!(e instanceof Exit) || e.message !== '0') throw e;
    }
  };
  const holdsTests = /\b(test|it|describe|suite)(\.\w+(\(.*\))?)*\s*\(/.test(text);
  if (!holdsTests) {
    return reporter.check('test', title, limit, async () => {
      await body();
      if (link.calls === start) link.fail('the test file never calls the program');
    });
  }
  link.fault = null;
  link.limit = limit;
  let trouble = null;
  try {
    await body();
  } catch (e) {
    trouble = e instanceof Lost ? ['error', e.message] : ['failed', explain(e)];
  }
  if (link.fault) trouble = ['error', link.fault];
  if (trouble || !collected.length)
    return reporter.put({ kind: 'test', text: title, outcome: trouble?.[0] ?? 'error', detail: trouble?.[1] ?? 'the file has no tests', ms: 0 });
  for (let k = 0; k < collected.length; k++) {
    const item = collected[k];
    await reporter.check('test', item.name, limit, () => runTest(item, text));
  }
}

async function runTest({ run, path, skipped }, text) {
  if (skipped || typeof run !== 'function') link.fail('skipped by the test file');
  for (const suite of path) {
    if (!suite.started) for (const f of suite.before) await f();
    suite.started = true;
  }
  for (const suite of path) for (const f of suite.each) await f();
  try {
    await invoke(run, text);
  } finally {
    for (const suite of [...path].reverse()) for (const f of suite.afterEach) await f();
  }
}

function invoke(run, text) {
  const nodeStyle = /['"](node:)?test['"]/.test(text);
  if (run.length === 0) return run();
  const context = { test: async (name, options, f) => invoke(typeof options === 'function' ? options : f, text), diagnostic() {}, skip() { link.fail('skipped by the test file'); }, assert, mock: { fn: mockFunction } };
  if (nodeStyle) return run(context);
  return new Promise((yes, no) => {
    const done = e => (e ? no(e) : yes());
    done.fail = no;
    Promise.resolve(run(done)).catch(no);
  });
}

// ---- examples and probes

function near(a, b) {
  if (typeof a === 'number' && typeof b === 'number')
    return a === b || (a !== a && b !== b) || (Number.isFinite(a) && Number.isFinite(b) && !(Number.isInteger(a) && Number.isInteger(b)) && Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b)));
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return a === b;
  if (link.standIns.has(a) || link.standIns.has(b)) return a === b;
  if (getPrototypeOf(a) !== getPrototypeOf(b)) return false;
  if (Array.isArray(a) || getPrototypeOf(a) === Object.prototype) {
    const keys = Object.keys(a);
    return a.length === b.length && keys.length === Object.keys(b).length && keys.every(k => Object.hasOwn(b, k) && near(a[k], b[k]));
  }
  return util.isDeepStrictEqual(a, b);
}

// Promises are waited for; objects that merely have a then are values like any other.
async function settled(v) {
  return v instanceof Promise ? [await v] : [v];
}

async function runExample(call, expected) {
  let want;
  try {
    want = vm.runInThisContext(`(() => (${expected}\n))()`);
  } catch (e) {
    link.fail('the expected value cannot be evaluated: ' + e.message);
  }
  const raises = typeof want === 'function' && ERRORS[want.name] === want;
  let actual;
  try {
    [actual] = await settled(compile(call, `return (${call}\n);`, 'example')());
  } catch (e) {
    if (raises && e instanceof want && !(e instanceof Lost)) return;
    throw e;
  }
  if (raises || !near(actual, want))
    throw new assert.AssertionError({ message: `${call}\n  actual:   ${show(actual)}\n  expected: ${raises ? 'throws ' + want.name : show(want)}` });
}

// One text for one behaviour: unordered kinds sorted, numbers to 12 digits, types kept apart.
function canonical(v, depth = 0) {
  if (depth > 40) return '…';
  const inner = x => canonical(x, depth + 1);
  if (typeof v === 'number') return Number.isInteger(v) ? String(v) : String(Number(v.toPrecision(12)));
  if (typeof v === 'bigint') return v + 'n';
  if (typeof v === 'string') return JSON.stringify(v);
  if (typeof v === 'function') return 'function';
  if (v === null || typeof v !== 'object') return String(v);
  if (Array.isArray(v)) return '[' + Array.from(v, inner).join(',') + ']';
  if (v instanceof Map) return 'Map{' + [...v].map(([k, x]) => inner(k) + ':' + inner(x)).sort().join(',') + '}';
  if (v instanceof Set) return 'Set{' + [...v].map(inner).sort().join(',') + '}';
  if (v instanceof Date) return 'Date(' + v.getTime() + ')';
  if (v instanceof RegExp) return String(v);
  if (v instanceof Error) return 'Error(' + v.name + ')';
  if (link.standIns.has(v) && typeof v[Symbol.iterator] === 'function') {
    const items = [];
    for (const x of v) if (items.push(inner(x)) === 1000) break;
    return 'iterator[' + items.join(',') + ']';
  }
  const name = link.standIns.has(v) ? String(getPrototypeOf(v)?.constructor?.name ?? 'Object') : ArrayBuffer.isView(v) ? v.constructor.name : '';
  return name + '{' + (depth < 6 || !name ? Object.keys(v).map(k => JSON.stringify(k) + ':' + inner(v[k])).sort().join(',') : '') + '}';
}

async function probe(call, limit, i) {
  let text;
  link.fault = null;
  link.limit = limit;
  try {
    if (link.dead && !link.restart()) throw new Lost(link.dead || 'lost');
    text = canonical((await settled(compile(call, `return (${call}\n);`, 'probe')()))[0]);
  } catch (e) {
    text = e instanceof Lost ? (/time/.test(e.message) ? 'timeout' : '!lost') : '!' + (e instanceof Error ? e.name : 'thrown ' + canonical(e));
  }
  if (link.fault) text = /time/.test(link.fault) ? 'timeout' : '!lost';
  reporter.put({ kind: 'probe', i, text: bounded(text, 2000) });
}

async function main() {
  const setup = JSON.parse(link.lines.read());
  ({ entry, code } = setup);
  for (const stream of [process.stdout, process.stderr]) stream.write = () => true;
  process.on('unhandledRejection', e => { rejections.push(e); });
  link.deadline = Date.now() + setup.time * 950;
  const limit = (link.limit = setup.time * setup.share);
  reporter = new Reporter(setup.secret);
  link.lines.write('T' + (2 * limit + 1));
  let broken = null;
  try {
    link.loaded = link.receive();
    if (link.loaded.t) broken = 'the program does not load within the time limit';
    if (link.loaded.f) broken = 'the program does not load: ' + link.loaded.f;
    if ('th' in link.loaded) broken = 'the program does not load: it throws';
    if ('x' in link.loaded) broken = 'the program does not load: ' + explain(link.error(link.loaded.x)).replace('the program threw ', '');
  } catch (e) {
    broken = 'the program does not load: ' + e.message;
  }
  if (setup.tests !== null) await runTests(setup.tests, setup.path, limit, broken);
  for (const [i, [call, expected, text]] of setup.examples.entries()) {
    if (broken) reporter.put({ kind: 'example', i, text, outcome: 'failed', detail: broken, ms: 0 });
    else await reporter.check('example', text, limit, () => runExample(call, expected), i);
  }
  // How a program that is wrong behaves elsewhere decides nothing.
  for (const [i, call] of reporter.refuted ? [] : setup.probes.entries()) {
    if (broken) reporter.put({ kind: 'probe', i, text: '!load' });
    else await probe(call, limit / 2.5, i);
  }
  link.lines.write('R' + JSON.stringify({ s: reporter.secret, done: reporter.count }));
  process.exit(0);
}

main();
