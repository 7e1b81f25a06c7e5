// One headless Chromium with the modules of the page, DuckDB-WASM and a file to read, for the benches that compare them.
import { spawnSync } from 'node:child_process';
import { createReadStream, existsSync, mkdirSync } from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..');

/** Where made-up files are kept between runs. */
export const scratch = join(root, 'target', 'bench');
mkdirSync(scratch, { recursive: true });

/** A browser, and the address under which pages find `/pkg/`, `/duck/` and `/bench/`, the folder of the files. */
export async function open() {
  if (!existsSync(join(here, 'node_modules', '@duckdb', 'duckdb-wasm'))) {
    const npm = spawnSync('npm', ['install', '--no-audit', '--no-fund'], { cwd: here, stdio: 'inherit', shell: true });
    if (npm.status !== 0) process.exit(1);
  }
  const require = createRequire(join(here, 'node_modules/'));
  const { chromium } = require('playwright-core');
  const { build } = require('esbuild');
  await build({
    entryPoints: [join(here, 'node_modules/@duckdb/duckdb-wasm/dist/duckdb-browser.mjs')],
    bundle: true, format: 'esm', platform: 'browser', outfile: join(scratch, 'duckdb.js'), logLevel: 'error',
  });
  // The worker of the page, as one script.
  await build({
    entryPoints: [join(root, 'www', 'src', 'engine', 'worker.ts')],
    bundle: true, format: 'iife', platform: 'browser', outfile: join(scratch, 'worker.js'), logLevel: 'error',
  });
  const folders = {
    '/pkg/': process.env.PKG ?? join(root, 'www', 'src', 'engine', 'pkg'),
    '/duck/': join(here, 'node_modules', '@duckdb', 'duckdb-wasm', 'dist'),
    '/bench/': scratch,
    '/modules/': join(here, 'node_modules'),
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
  return {
    base,
    version: browser.version(),
    /** A fresh page: no memory or compiled code is carried over. */
    async page() {
      const page = await browser.newPage();
      page.on('console', (message) => console.error(message.text()));
      await page.goto(base);
      return page;
    },
    async close() {
      await browser.close();
      server.close();
    },
  };
}

/** In a page: the rows that DuckDB-WASM answers for `file.csv`, and its milliseconds without its start. */
export const duckdb = async ([base, name, sql]) => {
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

export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
