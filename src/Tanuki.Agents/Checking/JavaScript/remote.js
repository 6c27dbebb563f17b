// The harness's side of the link: stand-ins for the candidate's functions, classes and objects. Values that cross are rebuilt
// here from known types, so comparing them never runs the candidate's code.
class Lost extends Error {}

class Link {
  constructor() {
    this.lines = new Lines(0, 1);
    this.fault = this.dead = null;
    this.restarts = this.calls = 0;
    this.roots = new Map();
    this.standIns = new WeakSet();
    this.reset();
  }

  reset() {
    this.proxies = new Map();
    this.handles = new WeakMap();
    this.chains = new WeakMap();
    this.prototypes = new Map();
    this.callbacks = [];
    this.callbackNumbers = new Map();
  }

  fail(reason, dead = false) {
    this.fault ||= reason;
    if (dead) this.dead = reason;
    throw new Lost(reason);
  }

  receive() {
    const line = this.lines.read();
    if (line === null) process.exit(3);
    if (line[0] === 'H') this.fail(JSON.parse(line.slice(1)).lost, true);
    try {
      const m = JSON.parse(line.slice(1));
      if (m === null || typeof m !== 'object' || Array.isArray(m)) throw new Error();
      return m;
    } catch {
      this.fail("the program wrote to the harness's channel", true);
    }
  }

  request(o, i, ...a) {
    if (this.dead) this.fail(this.dead);
    if (Date.now() > this.deadline) this.fail('time limit for all checks', true);
    if (o !== 'global' && o !== 'defined' && o !== 'exports') this.calls++;
    const coder = new Encoder(v => this.outgoing(v));
    let line;
    try {
      line = JSON.stringify({ o, i, a: a.map(x => coder.encode(x)), t: this.limit });
    } catch (e) {
      // Thrown as an error of the call it would pass for one that the test expects.
      this.fail('the arguments cannot be passed to the program: ' + e.message);
    }
    this.lines.write('C' + line);
    for (;;) {
      const reply = this.receive();
      if (!('q' in reply)) return this.result(reply, coder.refs);
      this.lines.write('C' + JSON.stringify(this.callback(reply)));
    }
  }

  result(reply, refs) {
    let value, error, thrown = false;
    try {
      const decoder = new Decoder(v => this.incoming(v), refs);
      for (const [n, now] of (reply.m || []).map(([n, v]) => [n, decoder.decode(v)])) {
        if (!isIndex(refs, n)) throw new Error('not a reference');
        refill(refs[n], now);
      }
      if ('v' in reply) value = decoder.decode(reply.v);
      if ('x' in reply || 'th' in reply) {
        thrown = true;
        error = 'x' in reply ? this.error(reply.x) : decoder.decode(reply.th);
      }
    } catch (e) {
      if (e instanceof Lost) throw e;
      this.fail("the program's answer is malformed", true);
    }
    if (reply.s) output(String(reply.s));
    if (this.fault) throw new Lost(this.fault);
    if (reply.t) this.fail('timeout');
    if (reply.f) this.fail(String(reply.f).slice(0, 300));
    if (reply.p) {
      if (!thrown) return Promise.resolve(value);
      const rejected = Promise.reject(error);
      rejected.catch(() => {});
      return rejected;
    }
    if (thrown) throw error;
    return value;
  }

  callback(m) {
    try {
      const decoder = new Decoder(v => this.incoming(v));
      const target = isIndex(this.callbacks, m.i) ? this.callbacks[m.i] : undefined;
      if (m.q !== 'call' || typeof target !== 'function') throw new TypeError('not available');
      const value = target(...m.a.map(x => decoder.decode(x)));
      if (value instanceof Promise) {
        value.catch(() => {});
        this.fault ||= 'asynchronous callbacks are not supported by the harness';
      }
      return { v: new Encoder(v => this.outgoing(v), [], true).encode(value instanceof Promise ? undefined : value) };
    } catch (e) {
      const name = Object.keys(ERRORS).find(n => n !== 'Error' && e instanceof ERRORS[n]) || 'Error';
      return { x: [name, String(e?.message ?? e).slice(0, 500)] };
    }
  }

  outgoing(v) {
    if (this.standIns.has(v)) return ['p', this.number(v)];
    if (typeof v === 'function') {
      if (ERRORS[v.name] === v) return ['X', v.name];
      if (Object.prototype.hasOwnProperty.call(globalThis, v.name) && globalThis[v.name] === v) return ['B', v.name];
      let n = this.callbackNumbers.get(v);
      if (n === undefined) {
        this.callbackNumbers.set(v, n = this.callbacks.length);
        this.callbacks.push(v);
      }
      return ['cb', n];
    }
    if (v instanceof Error) {
      const name = Object.keys(ERRORS).find(n => ERRORS[n] === v.constructor) || 'Error';
      return ['E', name, String(v.message), String(v.name)];
    }
    throw new TypeError('a value of the tests cannot be passed to the program under test');
  }

  incoming(v) {
    switch (v[0]) {
      case 'X': return ERRORS[v[1]];
      case 'E': return this.error(v.slice(1));
      case 'p':
        if (!isIndex(this.callbacks, v[1])) throw new Error('not a callback');
        return this.callbacks[v[1]];
      case 'f': case 'h': {
        if (!Number.isInteger(v[1])) throw new Error('not a handle');
        let known = this.proxies.get(v[1]);
        if (!known) {
          known = v[0] === 'f' ? functionProxy(this, v[1], String(v[2])) : objectProxy(this, v[1], v[2], v[3]);
          this.proxies.set(v[1], known);
          this.handles.set(known, v[1]);
          this.standIns.add(known);
        }
        return known;
      }
    }
    throw new Error('unknown tag');
  }

  error([chain, name, message, own, line]) {
    const base = chain.find(c => c[0] === 'e');
    const e = new (ERRORS[base?.[1]] || Error)(String(message));
    if (e.name !== name) defineProperty(e, 'name', { value: String(name), configurable: true, writable: true });
    const decoder = new Decoder(v => this.incoming(v));
    decoder.put(e, own.filter(([k]) => k !== '__proto__' && k !== 'stack'));
    this.chains.set(e, chain.filter(c => c[0] === 'c').map(c => c[1]));
    fromCandidate.set(e, Number.isInteger(line) ? line : 0);
    return e;
  }

  // A stand-in whose process ended must not speak to the next one under its old number.
  number(v) {
    const n = this.handles.get(v);
    if (n === undefined) this.fail('an object belongs to a process that ended');
    return n;
  }

  // A global of the candidate; the same stand-in as long as this process lives.
  named(name) {
    if (!this.roots.has(name)) this.roots.set(name, this.request('global', null, name));
    return this.roots.get(name);
  }

  // One prototype per class of the candidate, so that assertions that compare prototypes mean something.
  prototype(chain) {
    const id = chain.find(c => c[0] === 'c')?.[1] ?? -1;
    if (!this.prototypes.has(id)) {
      const name = chain.find(c => c[0] === 'c')?.[2] ?? 'Object';
      const proto = {};
      defineProperty(proto, 'constructor', { value: this.proxies.get(id) ?? { name: String(name) } });
      this.prototypes.set(id, proto);
    }
    return this.prototypes.get(id);
  }

  restart() {
    if (this.restarts === 4 || Date.now() > this.deadline) return false;
    this.restarts++;
    this.lines.write('K');
    for (;;) {
      const line = this.lines.read();
      if (line === null) process.exit(3);
      if (line[0] === 'H' && 'fresh' in JSON.parse(line.slice(1))) break;
    }
    this.reset();
    this.dead = this.fault = null;
    try {
      this.loaded = this.receive();
      for (const [name, old] of this.roots) {
        if (!this.standIns.has(old)) continue;
        const n = this.number(this.request('global', null, name));
        this.handles.set(old, n);
        this.proxies.set(n, old);
      }
      return true;
    } catch {
      return false;
    }
  }
}

const fromCandidate = new WeakMap();
let output = () => {};

function functionProxy(link, n, name) {
  const target = function () {};
  const ask = (o, ...a) => link.request(o, link.number(proxy), ...a);
  const isInstance = v => {
    if (v === null || typeof v !== 'object') return false;
    const own = link.chains.get(v);
    if (own) return own.includes(link.number(proxy));
    return link.standIns.has(v) && link.request('instance', null, v, proxy) === true;
  };
  const proxy = new Proxy(target, {
    apply: (_, self, a) => ask('call', link.standIns.has(self) ? self : undefined, a),
    construct: (_, a) => {
      const made = ask('new', a);
      if (made === null || typeof made !== 'object') link.fail('a constructor gave no object');
      return made;
    },
    get: (_, key) => {
      if (key === Symbol.hasInstance) return isInstance;
      if (key === 'prototype') return target.prototype;
      if (key === 'name') return name;
      if (key === 'call') return (self, ...a) => ask('call', link.standIns.has(self) ? self : undefined, a);
      if (key === 'apply') return (self, a) => ask('call', link.standIns.has(self) ? self : undefined, a || []);
      if (key === 'bind') return (self, ...first) => (...a) => ask('call', link.standIns.has(self) ? self : undefined, [...first, ...a]);
      return typeof key === 'symbol' ? undefined : ask('get', key);
    },
    set: (_, key, v) => (ask('set', key, v), true),
    has: (_, key) => typeof key === 'string' && ask('has', key) === true,
    ownKeys: () => Reflect.ownKeys(target),
  });
  return proxy;
}

function objectProxy(link, n, chain, kind) {
  const ask = (o, ...a) => link.request(o, link.number(proxy), ...a);
  const proto = link.prototype(chain);
  const proxy = new Proxy({}, {
    getPrototypeOf: () => proto,
    get: (_, key, self) => {
      if (key === 'then') return undefined;
      if (key === Symbol.iterator)
        return kind !== 'iterable' ? undefined : function* () {
          const it = ask('iterate');
          for (let step = it.next(); !step.done; step = it.next()) yield step.value;
        };
      if (key === Symbol.toStringTag) return undefined;
      if (key === 'constructor') return proto.constructor;
      return typeof key === 'symbol' && !WELL_KNOWN.some(w => Symbol[w] === key) ? undefined : ask('get', key);
    },
    set: (_, key, v) => (ask('set', key, v), true),
    has: (_, key) => typeof key === 'string' && ask('has', key) === true,
    deleteProperty: (_, key) => ask('delete', key) === true,
    ownKeys: () => [...ask('keys')].map(String),
    getOwnPropertyDescriptor: (_, key) => {
      if (typeof key !== 'string' || ask('has', key) !== true || !ask('keys').includes(key)) return undefined;
      return { value: ask('get', key), writable: true, enumerable: true, configurable: true };
    },
  });
  return proxy;
}
