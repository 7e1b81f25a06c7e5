// envgrade beside DuckDB-WASM on the same file, in one headless Chromium run.
//
//   node benches/duckdb.mjs [MEGABYTES]        (npm run bench)
//
// Three questions: (1) read the file and count the hours above two limits with a CASE, DuckDB alone; (2) grade every
// site-day: daily means, the largest eight-hour mean of ozone, six indices, the AQI, which is what envgrade does in
// its worker; (3) the same grading in DuckDB's SQL. The category counts of (2) and (3) must be equal, or the
// comparison is worth nothing.
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { duckdb, median, open, scratch } from './browser.mjs';
import { writeHourly } from './hourly.mjs';

const megabytes = Number(process.argv[2] ?? 100);
const rounds = 3;
const file = join(scratch, `hourly-${megabytes}.csv`);
if (!existsSync(file)) await writeHourly(file, megabytes);
const bytes = statSync(file).size;
const browser = await open();

// In a page; returns milliseconds, category counts of site-days and the final size of the module's memory.
const envgrade = async ([base, name]) => {
  const blob = await (await fetch(`${base}/bench/${name}`)).blob();
  const body = `
    import init, { Engine } from '${base}/pkg/engine.js';
    onmessage = async ({ data: blob }) => {
      const module = await WebAssembly.compile(await (await fetch('${base}/pkg/engine_bg.wasm')).arrayBuffer());
      const wasm = await init({ module_or_path: module });
      const start = performance.now();
      const choices = { edition: 'by-date', rounding: 'auto', body: 'river', lakes: [], rivers: [], year: null, hours: 'auto' };
      const engine = new Engine(choices);
      engine.begin('hourly.csv', 'UTF-8');
      const reader = blob.stream().getReader();
      for (let part = await reader.read(); !part.done; part = await reader.read()) engine.push(part.value);
      const { file } = engine.end();
      const read = performance.now() - start;
      const { air } = engine.finish();
      const ms = performance.now() - start;
      const memory = wasm.memory.buffer.byteLength;
      postMessage({ ms, read, rows: file.rows, counts: air.categories.map((c) => c.count), memory });
    };`;
  const worker = new Worker(URL.createObjectURL(new Blob([body], { type: 'text/javascript' })), { type: 'module' });
  return new Promise((done, failed) => {
    worker.onmessage = ({ data }) => { worker.terminate(); done(data); };
    worker.onerror = (event) => failed(new Error(event.message));
    worker.postMessage(blob);
  });
};

// HJ 633-2012 table 1, daily columns.
const breakpoints = {
  so2: [0, 50, 150, 475, 800, 1600, 2100, 2620], no2: [0, 40, 80, 180, 280, 565, 750, 940],
  co: [0, 2, 4, 14, 24, 36, 48, 60], o3: [0, 100, 160, 215, 265, 800],
  pm10: [0, 50, 150, 250, 350, 420, 500, 600], pm25: [0, 35, 75, 115, 150, 250, 350, 500],
};
const iaqis = [0, 50, 100, 150, 200, 300, 400, 500];
const iaqi = (name) => {
  const points = breakpoints[name];
  const scale = name === 'co' ? 10 : 1;
  const cases = points.slice(1).map((high, i) => {
    const low = points[i];
    const rise = iaqis[i + 1] - iaqis[i];
    // Whole numbers up to the division, so that the ceiling is exact.
    return `WHEN ${name} <= ${high * scale} THEN ${iaqis[i]} + ((${rise} * (${name} - ${low * scale}) + ${(high - low) * scale - 1}) // ${(high - low) * scale})`;
  });
  return `CASE WHEN ${name} IS NULL THEN NULL ${cases.join(' ')} ELSE 500 END`;
};
const columns = { pm25: 'PM2.5(μg/m3)', pm10: 'PM10(μg/m3)', so2: 'SO2(μg/m3)', no2: 'NO2(μg/m3)', o3: 'O3(μg/m3)', co: 'CO(mg/m3)' };
const gases = ['so2', 'no2', 'co', 'pm10', 'pm25'];
const grading = `
  WITH hours AS (
    SELECT "站点编码" AS site, ("时间"::TIMESTAMP - INTERVAL 1 HOUR)::DATE AS day,
      extract(hour FROM "时间"::TIMESTAMP - INTERVAL 1 HOUR) + 1 AS label,
      ${Object.entries(columns).map(([key, name]) => `(round("${name}" * ${key === 'co' ? 10 : 1}))::BIGINT AS ${key}`).join(', ')}
    FROM read_csv('file.csv')),
  windows AS (
    SELECT *, sum(o3) OVER w AS o3_sum, count(o3) OVER w AS o3_count FROM hours
    WINDOW w AS (PARTITION BY site, day ORDER BY label RANGE BETWEEN 7 PRECEDING AND CURRENT ROW)),
  days AS (
    SELECT site, day,
      ${gases.map((g) => `CASE WHEN count(${g}) >= 20 THEN round_even(sum(${g})::DOUBLE / count(${g}), 0)::BIGINT END AS ${g}`).join(', ')},
      max(o3_sum::DOUBLE / o3_count) FILTER (label >= 8 AND o3_count >= 6) AS o3_max,
      count(*) FILTER (label >= 8 AND o3_count >= 6) AS o3_windows
    FROM windows GROUP BY site, day),
  valid AS (
    SELECT *, CASE WHEN o3_windows >= 14 OR round_even(o3_max, 0) > 160 THEN round_even(o3_max, 0)::BIGINT END AS o3 FROM days),
  graded AS (SELECT greatest(${[...gases, 'o3'].map(iaqi).join(', ')}) AS aqi FROM valid)
  SELECT CASE WHEN aqi <= 50 THEN 1 WHEN aqi <= 100 THEN 2 WHEN aqi <= 150 THEN 3 WHEN aqi <= 200 THEN 4
    WHEN aqi <= 300 THEN 5 ELSE 6 END AS category, count(*)::INT AS days FROM graded WHERE aqi IS NOT NULL GROUP BY 1`;
const reading = `
  SELECT count(*)::INT AS rows, sum(CASE WHEN "PM2.5(μg/m3)" > 75 OR "PM10(μg/m3)" > 150 THEN 1 ELSE 0 END)::INT AS above
  FROM read_csv('file.csv')`;

const times = { envgrade: [], read: [], grade: [] };
let ours;
for (let round = 0; round < rounds; round += 1) {
  const page = await browser.page();
  ours = await page.evaluate(envgrade, [browser.base, `hourly-${megabytes}.csv`]);
  const read = await page.evaluate(duckdb, [browser.base, `hourly-${megabytes}.csv`, reading]);
  const grade = await page.evaluate(duckdb, [browser.base, `hourly-${megabytes}.csv`, grading]);
  await page.close();
  const theirs = [1, 2, 3, 4, 5, 6].map((c) => grade.rows.find((row) => row.category === c)?.days ?? 0);
  if (read.rows[0].rows !== ours.rows || String(theirs) !== String(ours.counts)) {
    console.error(`The answers differ: rows ${ours.rows} and ${read.rows[0].rows}, days ${ours.counts} and ${theirs}`);
    process.exitCode = 1;
  }
  times.envgrade.push(ours.ms);
  times.read.push(read.ms);
  times.grade.push(grade.ms);
}
await browser.close();

const speed = (ms) => `${(bytes / 1e3 / ms).toFixed(0)} MB/s (${ms.toFixed(0)} ms)`;
const [own, read, grade] = [median(times.envgrade), median(times.read), median(times.grade)];
console.log(`${(bytes / 1e6).toFixed(0)} MB, ${ours.rows} rows, site-days by category ${ours.counts.join(', ')}; medians of ${rounds}`);
console.log(`envgrade, graded in the worker       ${speed(own)}, memory ${(ours.memory / 2 ** 20).toFixed(0)} MiB`);
console.log(`DuckDB-WASM, read_csv and a CASE     ${speed(read)}   ratio ${(read / own).toFixed(2)}`);
console.log(`DuckDB-WASM, the same grading in SQL ${speed(grade)}   ratio ${(grade / own).toFixed(2)}`);
