// A file of hours, from its bytes to the AQI category of every site-day, in one headless Chromium run: the worker of the page
// alone and with a second one beside DuckDB-WASM, uDSV and Papa Parse.
//
//   node benches/hours.mjs [MEGABYTES] [--save]        (npm run bench)
//
// envgrade and DuckDB's SQL grade every site-day: daily means, the largest eight-hour mean of ozone, six indices, the AQI.
// The parsers and DuckDB's plain read answer a smaller question, how many rows there are and how many lie above two limits.
// The counts of categories, of rows and of rows above have to be equal before a time is printed. The same file in GBK is read
// with and without envgrade's workers, too. `--save` writes RESULTS.md.
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { duckdb, median, open, scratch } from './browser.mjs';
import { grading, reading } from './grading.mjs';
import { writeHourly } from './hourly.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const save = process.argv.includes('--save');
const megabytes = Number(process.argv.slice(2).find((word) => !word.startsWith('-')) ?? 100);
const rounds = 3;
const name = `hourly-${megabytes}.csv`;
const file = join(scratch, name);
if (!existsSync(file)) await writeHourly(file, megabytes);
const bytes = statSync(file).size;

/** The same text in GBK, whose few characters are looked up by decoding all pairs of bytes. */
const gbk = `hourly-${megabytes}-gbk.csv`;
if (!existsSync(join(scratch, gbk))) {
  const pairs = new Map();
  const decoder = new TextDecoder('gbk');
  for (let lead = 0x81; lead < 0xff; lead += 1) {
    for (let trail = 0x40; trail < 0xff; trail += 1) {
      const text = decoder.decode(Uint8Array.of(lead, trail));
      if (text.length === 1 && !pairs.has(text)) pairs.set(text, [lead, trail]);
    }
  }
  const text = readFileSync(file, 'utf8');
  const out = Buffer.alloc(Buffer.byteLength(text));
  let at = 0;
  for (const character of text) {
    if (character < '\x80') out[at++] = character.charCodeAt(0);
    else for (const byte of pairs.get(character)) out[at++] = byte;
  }
  writeFileSync(join(scratch, gbk), out.subarray(0, at));
}
const gbkBytes = statSync(join(scratch, gbk)).size;

const browser = await open();

// In a page: the worker of the page with so many helpers; milliseconds, rows, counts of categories.
const envgrade = async ([base, name, helpers]) => {
  const blob = await (await fetch(`${base}/bench/${name}`)).blob();
  const module = await WebAssembly.compile(await (await fetch(`${base}/pkg/engine_bg.wasm`)).arrayBuffer());
  const script = URL.createObjectURL(await (await fetch(`${base}/bench/worker.js`)).blob());
  const workers = Array.from({ length: 1 + helpers }, () => new Worker(script));
  const [main, ...others] = workers;
  const answer = (message, transfer = []) => new Promise((done, failed) => {
    main.onmessage = ({ data }) => { if ('error' in data) failed(new Error(data.error)); else if (!('progress' in data)) done(data.value); };
    main.postMessage({ id: 1, ...message }, transfer);
  });
  const ports = others.map((other) => {
    const { port1, port2 } = new MessageChannel();
    other.postMessage({ id: 0, do: 'start', module });
    other.postMessage({ id: 0, do: 'help', port: port1 }, [port1]);
    return port2;
  });
  await answer({ do: 'start', module });
  // Starting the workers is no part of reading.
  await new Promise((later) => setTimeout(later, 300));
  const choices = { edition: 'by-date', rounding: 'auto', body: 'river', lakes: [], rivers: [], year: null, hours: 'auto', mappings: [] };
  const start = performance.now();
  const result = await answer({ do: 'run', session: 's', sources: [{ name: 'hourly.csv', data: blob }], choices, helpers: ports }, ports);
  const ms = performance.now() - start;
  workers.forEach((worker) => worker.terminate());
  return { ms, rows: result.files[0].rows, counts: result.air.categories.map((c) => c.count), encoding: result.files[0].encoding };
};

// In a page: a parser of JavaScript in a worker of its own.
const parser = async ([base, name, body]) => {
  const blob = await (await fetch(`${base}/bench/${name}`)).blob();
  const worker = new Worker(URL.createObjectURL(new Blob([body.replaceAll('BASE', base)], { type: 'text/javascript' })), { type: 'module' });
  return new Promise((done, failed) => {
    worker.onmessage = ({ data }) => { worker.terminate(); done(data); };
    worker.onerror = (event) => failed(new Error(event.message));
    worker.postMessage(blob);
  });
};
const udsv = `import { inferSchema, initParser } from 'BASE/modules/udsv/dist/uDSV.mjs';
  onmessage = async ({ data: blob }) => {
    const start = performance.now();
    const text = await blob.text();
    let rows = 0, above = 0;
    for (const row of initParser(inferSchema(text)).typedArrs(text)) { rows += 1; if (row[4] > 75 || row[5] > 150) above += 1; }
    postMessage({ ms: performance.now() - start, rows, above });
  };`;
const papa = `onmessage = async ({ data: blob }) => {
    self.window = self;
    (0, eval)(await (await fetch('BASE/modules/papaparse/papaparse.min.js')).text());
    const start = performance.now();
    const text = await blob.text();
    let rows = -1, above = 0;
    Papa.parse(text, { skipEmptyLines: true, step: ({ data }) => { rows += 1; if (+data[4] > 75 || +data[5] > 150) above += 1; } });
    postMessage({ ms: performance.now() - start, rows, above });
  };
`;

const times = {};
const watch = async (key, page, work, args) => {
  const answer = await page.evaluate(work, args);
  (times[key] ??= []).push(answer.ms);
  return answer;
};
const equal = (what, one, other) => {
  if (String(one) !== String(other)) throw new Error(`The answers differ: ${what}, ${one} and ${other}`);
};
let ours;
for (let round = 0; round < rounds; round += 1) {
  const page = await browser.page();
  ours = await watch('one', page, envgrade, [browser.base, name, 0]);
  const two = await watch('two', page, envgrade, [browser.base, name, 1]);
  equal('two workers', [ours.rows, ours.counts], [two.rows, two.counts]);
  for (const [key, helpers] of [['gbkOne', 0], ['gbkTwo', 1]]) {
    const found = await watch(key, page, envgrade, [browser.base, gbk, helpers]);
    equal('GBK', [ours.rows, ours.counts, 'GB18030'], [found.rows, found.counts, found.encoding]);
  }
  const graded = await watch('grading', page, duckdb, [browser.base, name, grading]);
  equal('DuckDB, categories', ours.counts, [1, 2, 3, 4, 5, 6].map((c) => graded.rows.find((row) => row.category === c)?.days ?? 0));
  const read = await watch('reading', page, duckdb, [browser.base, name, reading]);
  equal('DuckDB, rows', ours.rows, read.rows[0].rows);
  for (const [key, body] of [['udsv', udsv], ['papa', papa]]) {
    const found = await watch(key, page, parser, [browser.base, name, body]);
    equal(key, [read.rows[0].rows, read.rows[0].above], [found.rows, found.above]);
  }
  await page.close();
}
const version = browser.version;
await browser.close();

const one = median(times.one);
const line = (what, key, size = bytes) => {
  const ms = median(times[key]);
  return [what, `${ms.toFixed(0)} ms`, `${(size / 1e3 / ms).toFixed(0)} MB/s`, (ms / one).toFixed(2)];
};
const lines = [
  line('**envgrade**, one worker: every site-day graded', 'one'),
  line('**envgrade**, two workers', 'two'),
  line('DuckDB-WASM, the same grading in SQL', 'grading'),
  line('DuckDB-WASM, `read_csv` and one question', 'reading'),
  line('uDSV, one question', 'udsv'),
  line('Papa Parse, one question', 'papa'),
  line('**envgrade**, the file in GBK, one worker', 'gbkOne', gbkBytes),
  line('**envgrade**, the file in GBK, two workers', 'gbkTwo', gbkBytes),
];
const told = `${(bytes / 1e6).toFixed(0)} MB, ${ours.rows} rows, site-days by category ${ours.counts.join(', ')}; medians of ${rounds} rounds`;
console.log(told);
lines.forEach((cells) => console.log(cells.map((cell, at) => (at ? cell.padStart(10) : cell.replaceAll('*', '').padEnd(52))).join('')));
if (save) {
  const cpu = cpus();
  writeFileSync(join(here, 'RESULTS.md'), `# The last result of \`npm run bench\`

Written by \`node benches/hours.mjs --save\` on ${new Date().toISOString().slice(0, 10)}: ${cpu.length} shared cores of ${cpu[0].model.trim()}, Chromium ${version}, headless.
One run, the contestants in turns, medians of ${rounds} rounds. All gave the same counts: of rows, of rows above
two limits, and, where site-days are graded, of every AQI category. A ratio is the time divided by that of envgrade with one
worker.

A file of hours of 1,700 sites: ${told}. Every seventh name is quoted and holds a comma, 2 % of the values are missing.

| | time | speed | ratio |
| --- | ---: | ---: | ---: |
${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}

"One question" is how many rows there are and how many lie above two limits: less than what envgrade answers.
`);
}
