// The data that crosses between the harness and the candidate's process: JSON lines in which everything that JSON does not
// have is an array that begins with a tag. Received data is rebuilt from known types, never evaluated.
'use strict';
const fs = require('fs');
const vm = require('vm');

const TYPED = ['Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array',
  'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array'];
// Without a prototype: names come from the other side, and "constructor" or "__proto__" is none of these.
const ERRORS = { __proto__: null, Error, TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError };
const isIndex = (list, n) => Number.isInteger(n) && n >= 0 && n < list.length;
const WELL_KNOWN = ['iterator', 'asyncIterator', 'toPrimitive', 'toStringTag'];
const { getPrototypeOf, defineProperty } = Object;

class Lines {
  constructor(inp, out) {
    this.inp = inp;
    this.out = out;
    this.rest = Buffer.alloc(0);
    this.chunk = Buffer.alloc(1 << 16);
  }

  read() {
    const parts = [this.rest];
    for (let last = this.rest; ;) {
      const end = last.indexOf(10);
      if (end >= 0) {
        parts[parts.length - 1] = last.subarray(0, end);
        this.rest = Buffer.from(last.subarray(end + 1));
        return Buffer.concat(parts).toString();
      }
      let n;
      try {
        n = fs.readSync(this.inp, this.chunk, 0, this.chunk.length, null);
      } catch (e) {
        if (e.code !== 'EAGAIN') throw e;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
        continue;
      }
      if (n === 0) return null;
      last = Buffer.from(this.chunk.subarray(0, n));
      parts.push(last);
    }
  }

  write(text) {
    const data = Buffer.from(text + '\n');
    for (let at = 0; at < data.length;) {
      try {
        at += fs.writeSync(this.out, data, at);
      } catch (e) {
        if (e.code !== 'EAGAIN') throw e;
      }
    }
  }
}

// Numbers the mutable values that it meets, so that the other side can send back what became of them.
class Encoder {
  constructor(opaque, refs = [], fixed = false) {
    this.opaque = opaque;
    this.refs = refs;
    this.known = new Map(refs.map((r, n) => [r, n]));
    this.fixed = fixed;
  }

  number(v) {
    if (this.fixed) return null;
    this.known.set(v, this.refs.length);
    return this.refs.push(v) - 1;
  }

  entries(v, skip) {
    return Object.keys(v).filter(k => !skip || !/^(0|[1-9]\d*)$/.test(k)).map(k => [k, this.encode(v[k])]);
  }

  encode(v) {
    switch (typeof v) {
      case 'string': case 'boolean': return v;
      case 'number': return Number.isFinite(v) && !Object.is(v, -0) ? v : ['n', Object.is(v, -0) ? '-0' : String(v)];
      case 'undefined': return ['u'];
      case 'bigint': return ['b', v.toString(16)];
      case 'symbol': {
        const name = WELL_KNOWN.find(n => Symbol[n] === v);
        return name ? ['w', name] : this.opaque(v);
      }
      case 'function': return this.opaque(v);
    }
    if (v === null) return null;
    const known = this.known.get(v);
    if (known !== undefined) return ['r', known];
    const proto = getPrototypeOf(v);
    if (Array.isArray(v) && proto === Array.prototype) {
      const n = this.number(v), items = [];
      for (let i = 0; i < v.length; i++) items.push(i in v ? this.encode(v[i]) : ['_']);
      const extra = Object.keys(v).length === items.length ? [] : this.entries(v, true);
      return extra.length ? ['a', n, items, extra] : ['a', n, items];
    }
    if (proto === Object.prototype || proto === null) {
      if (Object.prototype.toString.call(v) !== '[object Object]') return this.opaque(v);
      const n = this.number(v);
      return ['o', n, this.entries(v), proto === null];
    }
    if (proto === Map.prototype) {
      const n = this.number(v);
      return ['M', n, Array.from(v, ([k, x]) => [this.encode(k), this.encode(x)])];
    }
    if (proto === Set.prototype) {
      const n = this.number(v);
      return ['S', n, Array.from(v, x => this.encode(x))];
    }
    if (proto === Date.prototype) return ['D', this.encode(Date.prototype.getTime.call(v))];
    if (proto === RegExp.prototype) return ['R', v.source, v.flags];
    if (ArrayBuffer.isView(v)) {
      const name = proto === Buffer.prototype ? 'Buffer' : TYPED.find(t => proto === globalThis[t].prototype);
      if (name) return ['T', this.number(v), name, Array.from(v, x => this.encode(x))];
    }
    return this.opaque(v);
  }
}

class Decoder {
  constructor(opaque, refs = []) {
    this.opaque = opaque;
    this.refs = refs;
  }

  keep(n, v) {
    if (n !== null) {
      if (n !== this.refs.length) throw new Error('references out of order');
      this.refs.push(v);
    }
    return v;
  }

  put(target, entries) {
    // A key named __proto__ is data like any other.
    for (const [k, x] of entries)
      defineProperty(target, String(k), { value: this.decode(x), writable: true, enumerable: true, configurable: true });
    return target;
  }

  decode(v) {
    if (!Array.isArray(v)) {
      if (v !== null && typeof v === 'object') throw new Error('not a value');
      return v;
    }
    switch (v[0]) {
      case 'u': return undefined;
      case 'n': return Number(v[1]);
      case 'b': return v[1][0] === '-' ? -BigInt('0x' + v[1].slice(1)) : BigInt('0x' + v[1]);
      case 'w': return Symbol[WELL_KNOWN.find(n => n === v[1])];
      case 'r': {
        if (!isIndex(this.refs, v[1])) throw new Error('not a reference');
        return this.refs[v[1]];
      }
      case 'a': {
        const out = this.keep(v[1], []);
        v[2].forEach((x, i) => { if (!(Array.isArray(x) && x[0] === '_')) out[i] = this.decode(x); });
        out.length = v[2].length;
        return this.put(out, v[3] || []);
      }
      case 'o': return this.put(this.keep(v[1], v[3] ? Object.create(null) : {}), v[2]);
      case 'M': {
        const out = this.keep(v[1], new Map());
        for (const [k, x] of v[2]) out.set(this.decode(k), this.decode(x));
        return out;
      }
      case 'S': {
        const out = this.keep(v[1], new Set());
        for (const x of v[2]) out.add(this.decode(x));
        return out;
      }
      case 'D': return new Date(this.decode(v[1]));
      case 'R': return new RegExp(String(v[1]), String(v[2]));
      case 'T': {
        const items = v[3].map(x => this.decode(x));
        if (v[2] !== 'Buffer' && !TYPED.includes(v[2])) throw new Error('not a known type');
        return this.keep(v[1], v[2] === 'Buffer' ? Buffer.from(items) : globalThis[v[2]].from(items));
      }
    }
    return this.opaque(v);
  }
}

function contents(v) {
  if (v instanceof Map) return [...v].flat();
  if (v instanceof Set) return [...v];
  if (ArrayBuffer.isView(v)) return Array.from(v);
  return [...Object.keys(v), ...Object.values(v), v.length];
}

// Gives a value the content of another of its kind, in place.
function refill(target, source) {
  if (getPrototypeOf(target) !== getPrototypeOf(source)) throw new Error('a value became another kind');
  if (target instanceof Map) {
    target.clear();
    for (const [k, x] of source) target.set(k, x);
  } else if (target instanceof Set) {
    target.clear();
    for (const x of source) target.add(x);
  } else if (ArrayBuffer.isView(target)) {
    target.set(source);
  } else {
    for (const k of Object.keys(target)) if (!(k in source)) delete target[k];
    if (Array.isArray(target)) target.length = source.length;
    for (const k of Object.keys(source))
      defineProperty(target, k, { value: source[k], writable: true, enumerable: true, configurable: true });
  }
}

// Import and export statements as a script can say them; both sides get programs in either style.
function asScript(code) {
  let module = false;
  const later = [];
  const names = list => list.replace(/\s+as\s+/g, ': ');
  const text = code
    .replace(/(?<=^[ \t]*|;[ \t]*)import\s+([\w$]+)\s*,\s*\{([^}]*)\}\s*from\s*(['"][^'"]+['"]);?/gm, (_, d, l, m) => `const ${d} = __default(require(${m})), {${names(l)}} = require(${m});`)
    .replace(/(?<=^[ \t]*|;[ \t]*)import\s*\{([^}]*)\}\s*from\s*(['"][^'"]+['"]);?/gm, (_, l, m) => `const {${names(l)}} = require(${m});`)
    .replace(/(?<=^[ \t]*|;[ \t]*)import\s*\*\s*as\s+([\w$]+)\s+from\s*(['"][^'"]+['"]);?/gm, (_, n, m) => `const ${n} = require(${m});`)
    .replace(/(?<=^[ \t]*|;[ \t]*)import\s+([\w$]+)\s+from\s*(['"][^'"]+['"]);?/gm, (_, n, m) => `const ${n} = __default(require(${m}));`)
    .replace(/(?<=^[ \t]*|;[ \t]*)import\s*(['"][^'"]+['"]);?/gm, (_, m) => `require(${m});`)
    .replace(/(?<=^[ \t]*|;[ \t]*)export\s+default\s+((?:async\s+)?function\s*\*?\s*|class\s+)([\w$]+)/gm, (_, kind, n) => { later.push(['default', n]); return kind + n; })
    .replace(/(?<=^[ \t]*|;[ \t]*)export\s+default\s+/gm, () => 'module.exports.default = ')
    .replace(/(?<=^[ \t]*|;[ \t]*)export\s+((?:async\s+)?function\s*\*?\s*|class\s+|const\s+|let\s+|var\s+)([\w$]+)/gm, (_, kind, n) => { later.push([n, n]); return kind + n; })
    .replace(/(?<=^[ \t]*|;[ \t]*)export\s*\{([^}]*)\}\s*;?/gm, (_, l) => {
      for (const part of l.split(',').map(p => p.trim()).filter(Boolean)) {
        const [a, b] = part.split(/\s+as\s+/);
        later.push([b || a, a]);
      }
      return '';
    });
  module = text !== code;
  return { text: (module ? '"use strict";' : '') + text + '\n' + later.map(([n, v]) => `module.exports[${JSON.stringify(n)}] = ${v};`).join(''), module };
}
