// The daily index of site-days in memory, in WebAssembly, beside plain JavaScript and DuckDB-WASM in the same Node run.
//
//   node benches/wasm.mjs [DAYS]        (npm run bench:wasm)
//
// Every index of every day has to be equal, or the comparison is worth nothing.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { targetDir, windows } from '../scripts/lib.mjs';
import { bindgen, cargo, wasmTarget } from '../scripts/setup.mjs';
import { wasmFlags } from '../scripts/wasm.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const days = Number(process.argv[2] ?? 2_000_000);
const rounds = 7;

const run = (command, args, env = {}) => {
  const { status } = spawnSync(command, args, { cwd: here, stdio: 'inherit', env: { ...process.env, ...env } });
  if (status !== 0) process.exit(1);
};
if (!existsSync(join(here, 'node_modules', '@duckdb', 'duckdb-wasm'))) {
  run(windows ? 'npm.cmd' : 'npm', ['install', '--no-audit', '--no-fund']);
}
await wasmTarget();
const tools = await bindgen();
run(cargo(), ['build', '--quiet', '--release', '--target', 'wasm32-unknown-unknown', '--manifest-path', join(here, 'wasm', 'Cargo.toml')], {
  RUSTFLAGS: wasmFlags,
  CARGO_TARGET_DIR: targetDir,
});
const pkg = join(here, '..', 'target', 'bench', 'wasm');
mkdirSync(pkg, { recursive: true });
run(join(tools, windows ? 'wasm-bindgen.exe' : 'wasm-bindgen'), [
  join(targetDir, 'wasm32-unknown-unknown', 'release', 'envgrade_bench.wasm'), '--target', 'web', '--out-dir', pkg, '--out-name', 'bench',
]);
const require = createRequire(join(here, 'node_modules/'));
const { initSync, Days } = await import(pathToFileURL(join(pkg, 'bench.js')).href);
initSync({ module: readFileSync(join(pkg, 'bench_bg.wasm')) });

// Mostly far below the largest breakpoints, one in fifty missing.
const most = [3144, 1128, 720, 960, 720, 600];
let state = 20261124;
const random = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32;
};
const columns = most.map((top) =>
  Int32Array.from({ length: days }, () => (random() < 0.02 ? -1 : Math.floor(random() * random() * random() * top))));

// HJ 633 table 1 of 2012, table 3 of 2026, daily columns; CO in tenths.
const points2012 = [
  [0, 50, 150, 475, 800, 1600, 2100, 2620], [0, 40, 80, 180, 280, 565, 750, 940],
  [0, 20, 40, 140, 240, 360, 480, 600], [0, 100, 160, 215, 265, 800],
  [0, 50, 150, 250, 350, 420, 500, 600], [0, 35, 75, 115, 150, 250, 350, 500],
];
const points2026 = [...points2012.slice(0, 4), [0, 50, 120, 250, 350, 420, 500, 600], [0, 35, 60, 115, 150, 250, 350, 500]];
const iaqis = [0, 50, 100, 150, 200, 300, 400, 500];
const none = 65535;

/** Indices of a column by formula (1): whole numbers up to the division, so that the ceiling is exact. */
const byArithmetic = (values, own, points, above) => {
  const top = points.at(-1);
  for (let day = 0; day < values.length; day += 1) {
    const value = values[day];
    if (value < 0 || value > top) {
      own[day] = value < 0 ? none : above;
      continue;
    }
    let row = 1;
    while (value > points[row]) row += 1;
    const low = points[row - 1];
    const span = points[row] - low;
    own[day] = iaqis[row - 1] + Math.floor(((iaqis[row] - iaqis[row - 1]) * (value - low) + span - 1) / span);
  }
};
/** The same from a table of all steps. */
const byTable = (values, own, points, above) => {
  const last = points.at(-1) + 1;
  const table = new Uint16Array(last + 2);
  byArithmetic(Int32Array.from(table, (_, step) => step - 1), table, points, above);
  for (let day = 0; day < values.length; day += 1) own[day] = table[Math.min(values[day], last) + 1];
};
/** A loop over typed arrays, as somebody writes it who knows how an engine compiles it. */
const inJavaScript = (way) => (of2026) => {
  const points = of2026 ? points2026 : points2012;
  const aqi = new Uint16Array(days);
  const iaqi = columns.map(() => new Uint16Array(days));
  const largest = new Int16Array(days).fill(-1);
  const gap = new Uint8Array(days);
  columns.forEach((values, at) => {
    const own = iaqi[at];
    way(values, own, points[at], at === 3 ? (of2026 ? 300 : none) : 500);
    for (let day = 0; day < days; day += 1) {
      const found = own[day];
      if (found === none) {
        gap[day] |= values[day] < 0 ? 1 : 2;
      } else if (found > largest[day]) {
        largest[day] = found;
      }
    }
  });
  for (let day = 0; day < days; day += 1) {
    const highest = largest[day];
    const barred = highest < 0 || gap[day] & 2 || (of2026 && gap[day] & 1 && highest <= 100);
    aqi[day] = barred ? none : of2026 ? Math.max(highest, 1) : highest;
  }
  return [aqi, ...iaqi];
};

const names = ['so2', 'no2', 'co', 'o3', 'pm10', 'pm25'];
const duckdb = require('@duckdb/duckdb-wasm/dist/duckdb-node-blocking.cjs');
const arrow = require('apache-arrow');
const dist = join(here, 'node_modules', '@duckdb', 'duckdb-wasm', 'dist');
const bundle = (kind) => ({ mainModule: join(dist, `duckdb-${kind}.wasm`), mainWorker: join(dist, `duckdb-node-${kind}.worker.cjs`) });
const database = await duckdb.createDuckDB({ mvp: bundle('mvp'), eh: bundle('eh') }, new duckdb.VoidLogger(), duckdb.NODE_RUNTIME);
await database.instantiate(() => {});
const connection = database.connect();
const part = 100_000;
for (let start = 0; start < days; start += part) {
  const end = Math.min(start + part, days);
  const table = arrow.tableFromArrays({
    day: Int32Array.from({ length: end - start }, (_, at) => start + at),
    ...Object.fromEntries(names.map((name, at) => [name, columns[at].slice(start, end)])),
  });
  connection.insertArrowFromIPCStream(arrow.tableToIPC(table, 'stream'), { name: 'days', create: start === 0 });
}
const inSql = (of2026) => {
  const points = of2026 ? points2026 : points2012;
  const iaqi = names.map((name, at) => {
    const cases = points[at].slice(1).map((high, row) => {
      const low = points[at][row];
      const rise = iaqis[row + 1] - iaqis[row];
      return `WHEN ${name} <= ${high} THEN ${iaqis[row]} + (${rise} * (${name} - ${low}) + ${high - low - 1}) // ${high - low}`;
    });
    const above = at === 3 ? (of2026 ? 300 : 'NULL') : 500;
    return `CASE WHEN ${name} < 0 THEN NULL ${cases.join(' ')} ELSE ${above} END AS i_${name}`;
  });
  const all = names.map((name) => `i_${name}`).join(', ');
  const largest = `greatest(${all})`;
  const aqi = of2026
    ? `CASE WHEN least(${names.join(', ')}) < 0 AND ${largest} <= 100 THEN NULL ELSE greatest(${largest}, 1) END`
    : `CASE WHEN o3 > 800 THEN NULL ELSE ${largest} END`;
  const list = ['aqi', ...names.map((name) => `i_${name}`)].map((name) => `coalesce(${name}, ${none})::USMALLINT AS ${name}`);
  return `CREATE OR REPLACE TABLE graded AS WITH indices AS (SELECT day, least(${names.join(', ')}) AS least_value, o3, ${names
    .filter((name) => name !== 'o3').join(', ')}, ${iaqi.join(', ')} FROM days),
    all_of_it AS (SELECT day, ${aqi} AS aqi, ${all} FROM indices) SELECT day, ${list.join(', ')} FROM all_of_it`;
};

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const graded = new Days();
columns.forEach((values, at) => graded.set(at, values));
for (const of2026 of [false, true]) {
  const answers = new Map();
  const times = new Map();
  const watch = (name, work) => {
    const start = performance.now();
    const answer = work();
    times.set(name, [...(times.get(name) ?? []), performance.now() - start]);
    return answer;
  };
  for (let round = 0; round < rounds; round += 1) {
    watch('envgrade, WebAssembly', () => graded.grade(of2026));
    answers.set('envgrade, WebAssembly', [graded.aqi(), ...names.map((_, at) => graded.iaqi(at))]);
    for (const [name, way] of [['JavaScript, arithmetic', byArithmetic], ['JavaScript, tables', byTable]]) {
      answers.set(name, watch(name, () => inJavaScript(way)(of2026)));
    }
    if (round < 3) watch('DuckDB-WASM, SQL', () => connection.query(inSql(of2026)));
  }
  const rows = connection.query('SELECT * FROM graded ORDER BY day');
  answers.set('DuckDB-WASM, SQL', ['aqi', ...names.map((name) => `i_${name}`)].map((name) => rows.getChild(name).toArray()));
  const [[, ours], ...others] = answers;
  for (const [name, theirs] of others) {
    const differ = ours.findIndex((column, at) => Buffer.compare(Buffer.from(new Uint16Array(column).buffer), Buffer.from(new Uint16Array(theirs[at]).buffer)));
    if (differ >= 0) throw new Error(`The answers differ: ${name}, column ${differ}`);
  }
  console.log(`\nDaily index of ${days} site-days in memory, HJ 633-${of2026 ? 2026 : 2012}; medians of ${rounds}`);
  const base = median(times.get('envgrade, WebAssembly'));
  for (const [name, all] of times) {
    console.log(`  ${name.padEnd(24)} ${median(all).toFixed(0).padStart(6)} ms   ratio ${(median(all) / base).toFixed(2)}`);
  }
}
process.exit(0);
