// Rust core -> one WebAssembly module that old Chromium kernels accept, with its JavaScript.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { Stop, at, hashOf, isFresh, main, run, say, setFresh, targetDir, windows } from './lib.mjs';
import { bindgen, cargo, wasmTarget } from './setup.mjs';

export const pkg = at('www', 'src', 'engine', 'pkg');
const sizeLimit = 250 * 1024;

// std and LLVM switch these on by default; Chromium before 96 refuses the result.
export const wasmFlags = '-Ctarget-feature=-reference-types,-multivalue';

// Named one by one: with all features on, binaryen writes an import form that Chromium refuses.
const features = [
  '--enable-bulk-memory',
  '--enable-bulk-memory-opt',
  '--enable-sign-ext',
  '--enable-nontrapping-float-to-int',
  '--enable-mutable-globals',
];

const inputs = () =>
  hashOf(['Cargo.toml', 'Cargo.lock', 'rust-toolchain.toml', '.cargo', 'src', 'scripts/wasm.mjs']);

const zipped = () => gzipSync(readFileSync(join(pkg, 'envgrade_bg.wasm')), { level: 9 }).length;

/** A visitor on a slow line waits for this: part of the tests, not of the build, so that one can look at what is too large. */
export function checkSize() {
  const size = zipped();
  console.log(`${size} bytes gzipped, limit ${sizeLimit}`);
  if (size > sizeLimit) throw new Stop(`The WebAssembly module has ${size} bytes gzipped, more than ${sizeLimit}.`);
}

export async function buildWasm() {
  const locked = existsSync(at('Cargo.lock'));
  const hash = inputs();
  if (isFresh('wasm', hash, [join(pkg, 'envgrade.js'), join(pkg, 'envgrade_bg.wasm')])) return;
  await wasmTarget();
  const tools = await bindgen();
  say('Compiling the core to WebAssembly');
  await run(cargo(), ['build', '--release', '--lib', '--target', 'wasm32-unknown-unknown'], {
    env: { RUSTFLAGS: wasmFlags, CARGO_TARGET_DIR: targetDir },
  });
  const built = join(targetDir, 'wasm32-unknown-unknown', 'release', 'envgrade.wasm');
  rmSync(pkg, { recursive: true, force: true });
  mkdirSync(pkg, { recursive: true });
  await run(join(tools, windows ? 'wasm-bindgen.exe' : 'wasm-bindgen'), [
    built, '--target', 'web', '--out-dir', pkg, '--out-name', 'envgrade',
  ]);
  const module = join(pkg, 'envgrade_bg.wasm');
  const before = readFileSync(module).length;
  await run(process.execPath, [at('node_modules', 'binaryen', 'bin', 'wasm-opt'), module, '-O3', ...features, '-o', module]);
  const bytes = readFileSync(module);
  await WebAssembly.compile(bytes);
  // The page always hands the module over, so the glue needs no address of its own; without it one worker text
  // serves the hosted page and the single file alike.
  const glue = join(pkg, 'envgrade.js');
  const text = readFileSync(glue, 'utf8');
  const without = text.replace(
    /module_or_path = new URL\('envgrade_bg\.wasm', import\.meta\.url\);/,
    "throw new Error('module missing');",
  );
  if (text === without) throw new Stop('The generated JavaScript has a new shape; look at scripts/wasm.mjs.');
  writeFileSync(glue, without);
  console.log(`envgrade_bg.wasm: ${before} -> ${bytes.length} bytes, ${zipped()} gzipped (limit ${sizeLimit})`);
  setFresh('wasm', locked ? hash : inputs());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(buildWasm);
