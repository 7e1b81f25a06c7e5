// Rust core -> WebAssembly modules that old Chromium kernels accept, with their JavaScript.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { Stop, at, hashOf, isFresh, main, run, say, setFresh, targetDir, windows } from './lib.mjs';
import { bindgen, cargo, wasmTarget } from './setup.mjs';

export const pkg = at('www', 'src', 'engine', 'pkg');
// What reads files has the most to know; a page that shows only published values needs none of it.
const sizeLimits = { engine: 360, unpack: 330 };
const sizeLimit = (part) => (sizeLimits[part] ?? 250) * 1024;

// Inlining and unrolling less than usual takes a tenth off the modules; reading becomes slower by some eight per cent.
const smaller = ['inline-threshold=20', 'inlinehint-threshold=200', 'inlinecold-threshold=0', 'unroll-threshold=30'].map(
  (flag) => `-Cllvm-args=-${flag}`,
);

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
  hashOf(['Cargo.toml', 'Cargo.lock', 'rust-toolchain.toml', '.cargo', 'src', 'www/unpack', 'scripts/wasm.mjs']);

// One module for the worker that grades, one for it to evaluate periods of air, three for water, one to open packed files, one for the page that draws: each is loaded where
// and when it is needed.
export const parts = ['engine', 'evaluate', 'water', 'lakes', 'standards', 'unpack', 'draw'];

const zipped = (part) => gzipSync(readFileSync(join(pkg, `${part}_bg.wasm`)), { level: 9 }).length;

/** A visitor on a slow line waits for this: part of the tests, not of the build, so that one can look at what is too large. */
export function checkSize() {
  for (const part of parts) {
    const size = zipped(part);
    const limit = sizeLimit(part);
    console.log(`${part}_bg.wasm: ${size} bytes gzipped, limit ${limit}`);
    if (size > limit) throw new Stop(`${part}_bg.wasm has ${size} bytes gzipped, more than ${limit}.`);
  }
}

async function buildPart(part, tools) {
  // What opens packed files has a manifest of its own, see there.
  const manifest = part === 'unpack' ? ['--manifest-path', at('www', 'unpack', 'Cargo.toml')] : ['--no-default-features', '--features', part];
  await run(
    cargo(),
    ['build', '--profile', 'web', '--lib', '--target', 'wasm32-unknown-unknown', ...manifest],
    {
      env: {
        RUSTFLAGS: [wasmFlags, ...smaller, ...remaps()].join(' '),
        CARGO_TARGET_DIR: targetDir,
        // Grading gains half its speed again from optimisation, and nothing more from level 3; drawing is needed first, so its
        // size counts; what evaluates water has means of months to work on, and much to say.
        CARGO_PROFILE_WEB_OPT_LEVEL: { draw: 's', water: 'z', lakes: 'z', standards: 'z', unpack: 'z' }[part] ?? '2',
      },
    },
  );
  const built = join(targetDir, 'wasm32-unknown-unknown', 'web', part === 'unpack' ? 'envgrade_unpack.wasm' : 'envgrade.wasm');
  await run(join(tools, windows ? 'wasm-bindgen.exe' : 'wasm-bindgen'), [
    built, '--target', 'web', '--out-dir', pkg, '--out-name', part,
  ]);
  const module = join(pkg, `${part}_bg.wasm`);
  const before = readFileSync(module).length;
  // The second round finds what the first has opened up: two per cent of the module.
  await run(process.execPath, [at('node_modules', 'binaryen', 'bin', 'wasm-opt'), module, '-O3', '-O3', ...features, '-o', module]);
  const bytes = readFileSync(module);
  await WebAssembly.compile(bytes);
  // The page always hands the module over, so the glue needs no address of its own; without it one worker text
  // serves the hosted page and the single file alike.
  const glue = join(pkg, `${part}.js`);
  const text = readFileSync(glue, 'utf8');
  const without = text.replace(
    new RegExp(`module_or_path = new URL\\('${part}_bg\\.wasm', import\\.meta\\.url\\);`),
    "throw new Error('module missing');",
  );
  if (text === without) throw new Stop('The generated JavaScript has a new shape; look at scripts/wasm.mjs.');
  writeFileSync(glue, part === 'unpack' ? without + forgetting : without);
  if (part === 'unpack') writeFileSync(join(pkg, 'unpack.d.ts'), `${readFileSync(join(pkg, 'unpack.d.ts'), 'utf8')}\n/** Lets the instance go, so that the next start makes a fresh one. */\nexport function forget(): void;\n`);
  console.log(`${part}_bg.wasm: ${before} -> ${bytes.length} bytes, ${zipped(part)} gzipped (limit ${sizeLimit(part)})`);
}

/** What opens packed files gets a fresh instance for each: one may have been stopped, and its memory never shrinks. */
const forgetting = `
export function forget() {
    wasm = undefined;
    __wbg_init_promise = undefined;
}
`;

/** Paths of this machine have no place in the module, and two machines should make the same bytes. */
const remaps = () => {
  const home = process.env.CARGO_HOME ?? join(homedir(), '.cargo');
  const sources = join(home, 'registry', 'src');
  const registries = existsSync(sources) ? readdirSync(sources).map((name) => [join(sources, name), 'crates']) : [];
  return [...registries, [at(), '.']].map(([from, to]) => `--remap-path-prefix=${from}=${to}`);
};

export async function buildWasm() {
  const locked = existsSync(at('Cargo.lock'));
  const hash = inputs();
  if (isFresh('wasm', hash, parts.flatMap((part) => [join(pkg, `${part}.js`), join(pkg, `${part}_bg.wasm`)]))) return;
  await wasmTarget();
  const tools = await bindgen();
  rmSync(pkg, { recursive: true, force: true });
  mkdirSync(pkg, { recursive: true });
  for (const part of parts) {
    say(`Compiling the core to WebAssembly: ${part}`);
    await buildPart(part, tools);
  }
  setFresh('wasm', locked ? hash : inputs());
}

/** Some parts by name, while working on them: `node scripts/wasm.mjs water`. */
async function buildSome(names) {
  await wasmTarget();
  const tools = await bindgen();
  mkdirSync(pkg, { recursive: true });
  for (const part of parts.filter((part) => names.includes(part))) await buildPart(part, tools);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const names = process.argv.slice(2);
  main(() => (names.length ? buildSome(names) : buildWasm()));
}
