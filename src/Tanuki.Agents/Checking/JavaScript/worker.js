// The candidate's process: holds the candidate's code and nothing else. Whatever that code does here, it can only change which
// plain values are answered; expected values, tests and the run's secret are in another sandbox.
const lines = new Lines(0, 1);
const printed = { text: '' };
for (const stream of [process.stdout, process.stderr])
  stream.write = (text, ...rest) => {
    if (stream === process.stdout && printed.text.length < 65536) printed.text += String(text).slice(0, 65536);
    const done = rest.find(r => typeof r === 'function');
    if (done) process.nextTick(done);
    return true;
  };
const objects = [], numbers = new Map(), intrinsic = new Set(Object.getOwnPropertyNames(globalThis));
const { apply, construct } = Reflect;
const { race } = Promise;

function handle(v) {
  let n = numbers.get(v);
  if (n === undefined) {
    numbers.set(v, n = objects.length);
    objects.push(v);
  }
  return n;
}

// The classes of a value, nearest first: candidates' own by number, built-in errors by name.
function chainOf(v) {
  const out = [];
  for (let p = getPrototypeOf(v); p && p !== Object.prototype && out.length < 50; p = getPrototypeOf(p)) {
    const c = Object.getOwnPropertyDescriptor(p, 'constructor')?.value;
    if (typeof c !== 'function') continue;
    out.push(ERRORS[c.name] === c ? ['e', c.name] : ['c', handle(c), String(c.name)]);
  }
  return out;
}

function opaque(v) {
  if (v instanceof Callback) return ['p', v.number];
  if (typeof v === 'function') {
    if (v[CALLBACK] !== undefined) return ['p', v[CALLBACK]];
    if (ERRORS[v.name] === v) return ['X', v.name];
    return ['f', handle(v), String(v.name), /^class\b/.test(Function.prototype.toString.call(v))];
  }
  if (v instanceof Error) return ['E', ...describeError(v)];
  return ['h', handle(v), typeof v === 'object' ? chainOf(v) : [], typeof v === 'symbol' ? 'symbol' : typeof v[Symbol.iterator] === 'function' ? 'iterable' : ''];
}

function describeError(e) {
  const own = Object.entries(e).filter(([k]) => !['message', 'name', 'stack'].includes(k));
  const line = /solution\.js:(\d+)/.exec(String(e.stack))?.[1];
  return [chainOf(e), String(e.name), String(e.message).slice(0, 2000), own.map(([k, x]) => [k, encode(x)]), line ? Number(line) : null];
}

const encode = v => new Encoder(opaque, [], true).encode(v);
const CALLBACK = Symbol('callback');

class Callback {
  constructor(number) {
    this.number = number;
  }
}

function callback(number) {
  const f = (...a) => ask('call', number, a);
  defineProperty(f, CALLBACK, { value: number });
  return f;
}

function ask(what, number, a) {
  const coder = new Encoder(opaque, [], true);
  lines.write(JSON.stringify({ q: what, i: number, a: a.map(x => coder.encode(x)) }));
  for (;;) {
    const text = lines.read();
    if (text === null) process.exit(0);
    const reply = JSON.parse(text);
    if ('o' in reply) {
      lines.write(JSON.stringify(answerNow(reply)));
      continue;
    }
    if ('x' in reply) throw new (ERRORS[reply.x[0]] || Error)(reply.x[1]);
    return new Decoder(incoming).decode(reply.v);
  }
}

function incoming(v) {
  if (v[0] === 'p') return objects[v[1]];
  if (v[0] === 'cb') return callback(v[1]);
  if (v[0] === 'X') return ERRORS[v[1]];
  if (v[0] === 'B') return globalThis[v[1]];
  if (v[0] === 'E') return Object.assign(new (ERRORS[v[1]] || Error)(v[2]), { name: v[3] });
  throw new Error('unknown tag');
}

// Names of the candidate live in the global scope of its script; const, let and class are reachable by evaluation only.
function globalNamed(name) {
  if (name === 'module.exports') return module_.exports;
  const exported = module_.exports;
  if (exported !== null && (typeof exported === 'object' || typeof exported === 'function') && name in exported && !(name in Object.prototype) && typeof exported !== 'function')
    return exported[name];
  if (typeof exported === 'function' && (exported.name === name || name === 'default')) return exported;
  return vm.runInThisContext(name);
}

function defined(name) {
  try {
    return globalNamed(name) !== undefined;
  } catch {
    return false;
  }
}

function perform(m, a) {
  const target = m.i === null ? undefined : objects[m.i];
  switch (m.o) {
    case 'defined': return a[0].filter(n => /^[\w$]+$/.test(n) && (!intrinsic.has(n) || n === a[1]) && defined(n));
    case 'global': return globalNamed(a[0]);
    case 'call': return apply(target, a[0], a[1]);
    case 'new': return construct(target, a[0]);
    case 'get': return target[a[0]];
    case 'set': target[a[0]] = a[1]; return undefined;
    case 'has': return a[0] in target;
    case 'delete': return delete target[a[0]];
    case 'own': return Object.fromEntries(Object.entries(target));
    case 'keys': return Object.keys(target);
    case 'iterate': return target[Symbol.iterator]();
    case 'instance': return a[0] instanceof a[1];
  }
  throw new Error('unknown request');
}

// A watchdog of the engine ends endless loops; what runs after an await is the host's to watch.
function timed(limit, run) {
  globalThis.__tanuki_run = run;
  return vm.runInThisContext('__tanuki_run()', { timeout: Math.ceil(limit * 1000) });
}

function begin(m) {
  const refs = [], decoder = new Decoder(incoming, refs);
  const a = m.a.map(x => decoder.decode(x));
  return { m, a, refs, before: refs.map(contents) };
}

function finish({ refs, before }, reply) {
  refs.forEach((ref, n) => {
    const now = contents(ref);
    if (now.length === before[n].length && now.every((x, i) => Object.is(x, before[n][i]))) return;
    const coder = new Encoder(opaque, refs, true);
    coder.known.delete(ref);
    (reply.m ||= []).push([n, coder.encode(ref)]);
  });
  if (printed.text) {
    reply.s = printed.text;
    printed.text = '';
  }
  return reply;
}

function value(state, v) {
  try {
    return finish(state, { v: new Encoder(opaque, state.refs, true).encode(v) });
  } catch (e) {
    return { f: 'the result cannot be passed on: ' + e?.message };
  }
}

function failure(state, e) {
  if (e?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return { t: 1 };
  try {
    return finish(state, e instanceof Error ? { x: describeError(e) } : { th: encode(e) });
  } catch {
    return { f: 'an exception that cannot be described' };
  }
}

function answerNow(m) {
  let state = { refs: [], before: [] };
  try {
    state = begin(m);
    return value(state, timed(m.t, () => perform(m, state.a)));
  } catch (e) {
    return failure(state, e);
  }
}

async function answer(m) {
  let state = { refs: [], before: [] };
  try {
    state = begin(m);
    const v = timed(m.t, () => perform(m, state.a));
    if (!(v instanceof Promise)) return value(state, v);
    let timer;
    const late = new Promise((_, no) => { timer = setTimeout(() => no(Object.assign(new Error(), { code: 'ERR_SCRIPT_EXECUTION_TIMEOUT' })), m.t * 1000); });
    try {
      return { ...value(state, await race.call(Promise, [v, late])), p: 1 };
    } catch (e) {
      return { ...failure(state, e), p: 1 };
    } finally {
      clearTimeout(timer);
    }
  } catch (e) {
    return failure(state, e);
  }
}

const module_ = { exports: {} };

function load(code, limit) {
  const { text } = asScript(code);
  Object.assign(globalThis, { module: module_, exports: module_.exports, require, __filename: 'solution.js', __dirname: '/work', __default: m => m?.default ?? m });
  try {
    new vm.Script(text, { filename: 'solution.js' }).runInThisContext({ timeout: Math.ceil(limit * 1000) });
    return {};
  } catch (e) {
    return failure({ refs: [], before: [] }, e);
  }
}

async function main() {
  const first = JSON.parse(lines.read());
  process.on('unhandledRejection', () => {});
  process.on('uncaughtException', () => {});
  lines.write(JSON.stringify(load(first.code, first.limit)));
  for (;;) {
    const text = lines.read();
    if (text === null) process.exit(0);
    const m = JSON.parse(text);
    if ('o' in m) lines.write(JSON.stringify(await answer(m)));
  }
}

main();
