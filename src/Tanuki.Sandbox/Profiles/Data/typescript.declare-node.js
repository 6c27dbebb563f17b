// Runs tsc with declarations of what this Node has, made from Node itself: every value and every type of it is `any`.
// @types/node would say more and is not part of every Debian's Node.
'use strict';
const isName = name => /^[A-Za-z_$][\w$]*$/.test(name) && !['default', 'delete', 'import', 'export'].includes(name);
const declare = (name, prefix) => `${prefix} const ${name}: any;` + (/^[A-Z]/.test(name) ? ` ${prefix} type ${name} = any;` : '');
const standard = require('vm').runInNewContext('Object.getOwnPropertyNames(globalThis)').filter(name => name !== 'console');
const globals = new Set(['require', 'module', 'exports', '__dirname', '__filename', ...Object.getOwnPropertyNames(globalThis)]);
standard.forEach(name => globals.delete(name));
const lines = [...globals].filter(isName).map(name => declare(name, 'declare'));
for (const name of ['Timeout', 'Timer', 'Immediate', 'ErrnoException', 'ReadableStream', 'WritableStream', 'ProcessEnv', 'Signals'])
  lines.push(`declare namespace NodeJS { type ${name} = any; }`);
for (const name of require('module').builtinModules.filter(name => !name.startsWith('_'))) {
  const members = Object.keys(require(name)).filter(isName).map(member => declare(member, 'export')).join(' ');
  for (const id of [name, `node:${name}`])
    lines.push(`declare module "${id}" { ${members} const itself: any; type itself = any; export { itself as default }; }`);
}
const file = process.argv[process.argv.indexOf('--outDir') + 1] + '/node.d.ts';
require('fs').writeFileSync(file, lines.join('\n'));
process.argv.splice(1, 1);
process.argv.push(file);
require(process.argv[1]);
