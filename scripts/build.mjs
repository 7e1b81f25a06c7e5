// The static site in dist/: hosted pages, the single file, and the service worker's list.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { Stop, at, files, hashOf, isFresh, main, run, say, setFresh } from './lib.mjs';
import { licences } from './licences.mjs';
import { npmPackages } from './setup.mjs';
import { buildWasm, parts as wasmParts } from './wasm.mjs';

export const dist = at('dist');

/** Inline text must not end the element that holds it. */
const inScript = (text) => text.replace(/<\/(script)/gi, '<\\/$1').replace(/<!--/g, '<\\!--');

function singleFile() {
  const assets = join(dist, 'assets');
  const asset = (pattern) => {
    const name = readdirSync(assets).find((n) => pattern.test(n));
    if (!name) throw new Stop(`dist/assets has no file like ${pattern}`);
    return readFileSync(join(assets, name));
  };
  let html = readFileSync(join(dist, 'index.html'), 'utf8');
  const script = /<script type="module"[^>]*src="\.\/(assets\/[^"]+\.js)"[^>]*><\/script>/.exec(html);
  const style = /<link rel="stylesheet"[^>]*href="\.\/(assets\/[^"]+\.css)"[^>]*>/.exec(html);
  if (!script || !style) throw new Stop('dist/index.html has a new shape; look at scripts/build.mjs.');
  const code = readFileSync(join(dist, script[1]), 'utf8');
  if (/^\s*import[\s{*"']/.test(code)) throw new Stop('The page script is not one file.');
  const module = (part) => gzipSync(asset(new RegExp(`^${part}_bg.*\\.wasm$`)), { level: 9 }).toString('base64');
  const parts = [
    `<script type="text/plain" id="envgrade-worker">${inScript(asset(/^worker-.*\.js$/).toString())}</script>`,
    ...wasmParts.map((part) => `<script type="text/plain" id="envgrade-${part}">${module(part)}</script>`),
    `<script type="text/plain" id="envgrade-licences">${inScript(readFileSync(join(dist, 'licences.txt'), 'utf8'))}</script>`,
    `<script type="module">${inScript(code)}</script>`,
  ];
  // Functions as replacements: the texts may contain "$".
  html = html
    .replace(script[0], '')
    .replace(style[0], () => `<style>${readFileSync(join(dist, style[1]), 'utf8')}</style>`)
    .replace("script-src-elem 'self'; ", '')
    .replace("connect-src 'self'", "connect-src 'none'")
    .replace(/\s*<link rel="icon"[^>]*>/, '')
    .replace('</body>', () => `${parts.join('\n')}\n</body>`);
  writeFileSync(join(dist, 'envgrade.html'), html);
}

function serviceWorker() {
  const list = files(['dist'])
    .map((path) => path.slice(dist.length + 1).replace(/\\/g, '/'))
    .filter((name) => !/^(envgrade\.html|licences\.txt|sw\.js)$/.test(name))
    .map((name) => [name, createHash('sha256').update(readFileSync(join(dist, name))).digest('hex').slice(0, 16)]);
  const version = createHash('sha256').update(JSON.stringify(list)).digest('hex').slice(0, 12);
  const text = readFileSync(at('www', 'src', 'sw.js'), 'utf8')
    .replace('__VERSION__', () => version)
    .replace('[/* files */]', () => JSON.stringify(list.map(([name]) => name)));
  writeFileSync(join(dist, 'sw.js'), text);
}

/** The page promises to contact nobody; an address in its files would make that hard to believe. */
export function foreignAddresses() {
  const found = [];
  for (const path of files(['dist'])) {
    const text = readFileSync(path, /\.wasm$/.test(path) ? 'latin1' : 'utf8');
    for (const [address] of text.matchAll(/\bhttps?:\/\/[\w.-]+[^\s"'`)<\\]*/gi)) {
      if (!/^http:\/\/www\.w3\.org\/(2000\/svg|1999\/xhtml|1999\/xlink|1998\/Math\/MathML|XML\/1998\/namespace|2000\/xmlns\/)/.test(address)) {
        found.push(`${path.slice(dist.length + 1)}: ${address.slice(0, 100)}`);
      }
    }
  }
  return found;
}

export async function site() {
  const hash = hashOf(['www', 'vite.config.js', 'tsconfig.json', 'package-lock.json', 'Cargo.lock', 'scripts/build.mjs', 'scripts/licences.mjs'], {
    skip: (path) => path === join('www', 'screenshot.png'),
  });
  if (isFresh('site', hash, [join(dist, 'index.html'), join(dist, 'envgrade.html'), join(dist, 'sw.js')])) return;
  say('Building the page');
  rmSync(dist, { recursive: true, force: true });
  await run(process.execPath, [at('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn']);
  writeFileSync(join(dist, 'licences.txt'), licences());
  singleFile();
  serviceWorker();
  const foreign = foreignAddresses();
  if (foreign.length) throw new Stop(`Addresses of other origins in dist/:\n${foreign.join('\n')}`);
  for (const path of files(['dist'])) {
    const bytes = readFileSync(path);
    console.log(`${path.slice(dist.length + 1).padEnd(34)} ${String(bytes.length).padStart(8)}  gzip ${gzipSync(bytes).length}`);
  }
  setFresh('site', hash);
}

export async function build() {
  await npmPackages();
  await buildWasm();
  await site();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(build);
