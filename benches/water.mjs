// A year of four-hourly samples from a file to the class of every section's months and year: envgrade beside DuckDB-WASM in
// one headless Chromium run.
//
//   node benches/water.mjs [SECTIONS]        (npm run bench:water; 370 sections, the national network has 3700)
//
// envgrade reads the file in its worker, hands the months over to the module that evaluates water, and asks that for the
// year. The counts of classes must be equal, or the comparison is worth nothing.
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { duckdb, median, open, scratch } from './browser.mjs';
import { classesInSql, samplesAYear, writeSections } from './sections.mjs';

const sections = Number(process.argv[2] ?? 370);
const rounds = 3;
const file = join(scratch, `sections-${sections}.csv`);
if (!existsSync(file)) await writeSections(file, sections);
const bytes = statSync(file).size;
const browser = await open();

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

const times = { own: [], read: [], duckdb: [] };
let ours;
for (let round = 0; round < rounds; round += 1) {
  const page = await browser.page();
  ours = await page.evaluate(envgrade, [browser.base, `sections-${sections}.csv`]);
  const theirs = await page.evaluate(duckdb, [browser.base, `sections-${sections}.csv`, classesInSql('file.csv')]);
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

const speed = (ms) => `${(bytes / 1e3 / ms).toFixed(0)} MB/s (${ms.toFixed(0)} ms)`;
const [own, read, theirs] = [median(times.own), median(times.read), median(times.duckdb)];
console.log(`${(bytes / 1e6).toFixed(0)} MB, ${ours.rows} samples; months by class ${ours.counts.slice(0, 6)}, years ${ours.counts.slice(6)}; medians of ${rounds}`);
console.log(`envgrade, in the worker      ${speed(own)}, of that reading ${read.toFixed(0)} ms; memory ${(ours.memory / 2 ** 20).toFixed(0)} MiB`);
console.log(`DuckDB-WASM, the same in SQL ${speed(theirs)}   ratio ${(theirs / own).toFixed(2)}`);
