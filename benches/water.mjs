// A year of four-hourly samples from a file to the class of every section's months and year: envgrade beside DuckDB-WASM in
// one headless Chromium run.
//
//   node benches/water.mjs [SECTIONS]        (npm run bench:water; 370 sections, the national network has 3700)
//
// envgrade reads the file in its worker, hands the months over to the module that evaluates water, and asks that for the
// year. The counts of classes must be equal, or the comparison is worth nothing.
import { spawnSync } from 'node:child_process';
import { createReadStream, existsSync, mkdirSync, statSync } from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { classesInSql, samplesAYear, writeSections } from './sections.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..');
const sections = Number(process.argv[2] ?? 370);
const rounds = 3;

if (!existsSync(join(here, 'node_modules', '@duckdb', 'duckdb-wasm'))) {
  const npm = spawnSync('npm', ['install', '--no-audit', '--no-fund'], { cwd: here, stdio: 'inherit', shell: true });
  if (npm.status !== 0) process.exit(1);
}
const require = createRequire(join(here, 'node_modules/'));
const { chromium } = require('playwright-core');
const { build } = require('esbuild');

const scratch = join(root, 'target', 'bench');
mkdirSync(scratch, { recursive: true });
const file = join(scratch, `sections-${sections}.csv`);
if (!existsSync(file)) await writeSections(file, sections);
const bytes = statSync(file).size;
await build({
  entryPoints: [join(here, 'node_modules/@duckdb/duckdb-wasm/dist/duckdb-browser.mjs')],
  bundle: true, format: 'esm', platform: 'browser', outfile: join(scratch, 'duckdb.js'), logLevel: 'error',
});

const folders = {
  '/pkg/': process.env.PKG ?? join(root, 'www', 'src', 'engine', 'pkg'),
  '/duck/': join(here, 'node_modules', '@duckdb', 'duckdb-wasm', 'dist'),
  '/bench/': scratch,
};
const types = { '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm', '.csv': 'text/csv' };
const server = http.createServer((request, response) => {
  const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
  const folder = Object.keys(folders).find((prefix) => path.startsWith(prefix));
  response.setHeader('content-type', types[extname(path)] ?? 'text/html; charset=utf-8');
  if (!folder) return void response.end('<!doctype html><meta charset=utf-8><title>bench</title>');
  createReadStream(join(folders[folder], path.slice(folder.length)))
    .on('error', () => { response.statusCode = 404; response.end(); })
    .pipe(response);
}).listen(0, '127.0.0.1');
await new Promise((listening) => server.once('listening', listening));
const base = `http://127.0.0.1:${server.address().port}`;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});

// In a page; returns milliseconds, the twelve counts and the final size of the memory of both modules.
const envgrade = async ([base, name]) => {
  const blob = await (await fetch(`${base}/bench/${name}`)).blob();
  const body = `
    import engineInit, { Engine } from '${base}/pkg/engine.js';
    import waterInit, { WaterEvaluator } from '${base}/pkg/water.js';
    const compiled = async (part) => WebAssembly.compile(await (await fetch('${base}/pkg/' + part + '_bg.wasm')).arrayBuffer());
    const counts = (classes) => [1, 2, 3, 4, 5, 6].map((c) => classes.find((each) => each.key === String(c))?.count ?? 0);
    onunhandledrejection = ({ reason }) => { setTimeout(() => { throw reason; }); };
    onmessage = async ({ data: blob }) => {
      const wasm = await engineInit({ module_or_path: await compiled('engine') });
      const water = await waterInit({ module_or_path: await compiled('water') });
      const start = performance.now();
      const engine = new Engine({ edition: 'by-date', rounding: 'auto', body: 'river', hours: 'auto' });
      engine.begin('sections.csv', 'UTF-8');
      const reader = blob.stream().getReader();
      for (let part = await reader.read(); !part.done; part = await reader.read()) engine.push(part.value);
      const { file } = engine.end();
      const read = performance.now() - start;
      const { water: months } = engine.finish();
      const evaluator = new WaterEvaluator(engine.samples());
      const years = evaluator.sections({ span: '2025', offset: 0, limit: 0, grades: [] });
      const ms = performance.now() - start;
      const memory = wasm.memory.buffer.byteLength + water.memory.buffer.byteLength;
      postMessage({ ms, read, rows: file.rows, counts: [...counts(months.classes), ...counts(years.classes)], memory });
    };`;
  const worker = new Worker(URL.createObjectURL(new Blob([body], { type: 'text/javascript' })), { type: 'module' });
  return new Promise((done, failed) => {
    worker.onmessage = ({ data }) => { worker.terminate(); done(data); };
    worker.onerror = (event) => failed(new Error(event.message));
    worker.postMessage(blob);
  });
};

const duckdb = async ([base, name, sql]) => {
  const blob = await (await fetch(`${base}/bench/${name}`)).blob();
  const duck = await import(`${base}/bench/duckdb.js`);
  const worker = new Worker(`${base}/duck/duckdb-browser-eh.worker.js`);
  const db = new duck.AsyncDuckDB(new duck.VoidLogger(), worker);
  await db.instantiate(`${base}/duck/duckdb-eh.wasm`);
  await db.registerFileHandle('file.csv', blob, duck.DuckDBDataProtocol.BROWSER_FILEREADER, true);
  const connection = await db.connect();
  const start = performance.now();
  const rows = (await connection.query(sql)).toArray().map((row) => ({ ...row.toJSON() }));
  const ms = performance.now() - start;
  worker.terminate();
  return { ms, rows };
};

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const times = { own: [], read: [], duckdb: [] };
let ours;
for (let round = 0; round < rounds; round += 1) {
  // A fresh page each time: no memory or compiled code is carried over.
  const page = await browser.newPage();
  page.on('console', (message) => console.error(message.text()));
  await page.goto(base);
  ours = await page.evaluate(envgrade, [base, `sections-${sections}.csv`]);
  const theirs = await page.evaluate(duckdb, [base, `sections-${sections}.csv`, classesInSql('file.csv')]);
  await page.close();
  const counts = Array.from({ length: 12 }, (_, place) => theirs.rows.find((row) => row.place === place)?.number ?? 0);
  if (ours.rows !== sections * samplesAYear || String(counts) !== String(ours.counts)) {
    throw new Error(`The answers differ: ${ours.rows} rows, ${ours.counts} and ${counts}`);
  }
  times.own.push(ours.ms);
  times.read.push(ours.read);
  times.duckdb.push(theirs.ms);
}
await browser.close();
server.close();

const speed = (ms) => `${(bytes / 1e3 / ms).toFixed(0)} MB/s (${ms.toFixed(0)} ms)`;
const [own, read, theirs] = [median(times.own), median(times.read), median(times.duckdb)];
console.log(`${(bytes / 1e6).toFixed(0)} MB, ${ours.rows} samples; months by class ${ours.counts.slice(0, 6)}, years ${ours.counts.slice(6)}; medians of ${rounds}`);
console.log(`envgrade, in the worker      ${speed(own)}, of that reading ${read.toFixed(0)} ms; memory ${(ours.memory / 2 ** 20).toFixed(0)} MiB`);
console.log(`DuckDB-WASM, the same in SQL ${speed(theirs)}   ratio ${(theirs / own).toFixed(2)}`);
