// Natively, one thread, beside numpy, pandas and DuckDB in the same run; equal answers or no comparison.
//
//   node benches/native.mjs [days|year|water] [SIZE]     (npm run bench:native)
//
// days: the daily index of ten million site-days in memory. year: annual statistics of 1,700 sites from their hours. water:
// classes of the months and years of 370 sections (SIZE 3700: of the national network) from a file of four-hourly samples.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { classesInSql, samplesAYear, writeSections } from './sections.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const [which = 'days,year,water', size] = process.argv.slice(2);
const python = process.env.PYTHON ?? 'python3';
const turns = 3;

const has = (module) => spawnSync(python, ['-c', `import ${module}`]).status === 0;
if (!has('numpy')) {
  console.error(`This bench needs ${python} with numpy, better with pandas and duckdb too: pip install numpy pandas duckdb`);
  process.exit(1);
}
const peers = ['numpy', ...['pandas', 'duckdb'].filter((module) => {
  if (module === 'duckdb' ? has('pandas') && has('duckdb') : has(module)) return true;
  console.log(`Without ${module}, which is not installed: pip install pandas duckdb`);
  return false;
})];

const call = (command, args) => {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: join(here, '..'), encoding: 'utf8', maxBuffer: 1 << 26 });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}\n${stderr}`);
  return JSON.parse(stdout.trim().split('\n').at(-1));
};
const ours = (bench, ...given) =>
  call('cargo', ['bench', '--quiet', '--bench', bench, '--', ...(given.length ? given : size ? [size] : [])]);
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Runs both sides in turns, and returns the milliseconds of each name. The answers of a group have to be equal. */
const measure = (bench, theirs, groupOf, ...given) => {
  const times = new Map();
  const answers = new Map();
  for (let turn = 0; turn < turns; turn += 1) {
    const results = [...ours(bench, ...given).map((r) => ({ ...r, name: `envgrade ${r.name}` })), ...theirs(turn)];
    for (const { name, ms, sums } of results) {
      times.set(name, [...(times.get(name) ?? []), ...ms]);
      const group = groupOf(name);
      const answer = answers.get(group) ?? String(sums);
      if (answer !== String(sums)) throw new Error(`The answers differ: ${name}, ${sums} and ${answer}`);
      answers.set(group, answer);
    }
  }
  return new Map([...times].map(([name, all]) => [name, median(all)]));
};

const print = (title, own, times) => {
  console.log(`\n${title}; medians of ${turns} turns`);
  const base = times.get(own);
  for (const [name, ms] of times) {
    console.log(`  ${name.padEnd(28)} ${ms.toFixed(0).padStart(7)} ms   ratio ${(ms / base).toFixed(2)}`);
  }
};

if (which.includes('days')) {
  const theirs = () => call(python, [join(here, 'days.py'), ...(size ? [size] : [])]).map((r) => ({ ...r, name: `numpy ${r.name}` }));
  const times = measure('days', theirs, (name) => name.slice(-4));
  for (const edition of ['2012', '2026']) {
    const of = new Map([...times].filter(([name]) => name.endsWith(edition)));
    print(`Daily index of ${size ?? '10,000,000'} site-days, HJ 633-${edition}`, `envgrade columns ${edition}`, of);
  }
}
if (which.includes('year')) {
  // pandas takes long and is asked once.
  const theirs = (turn) => call(python, [join(here, 'year.py'), size ?? '1700', peers.filter((p) => p !== 'pandas' || turn === 0).join(',')]);
  const times = measure('year', theirs, () => 'year');
  print(`Annual statistics of ${size ?? '1,700'} sites from their hours`, 'envgrade columns', times);
}
if (which.includes('water') && peers.includes('duckdb')) {
  const sections = Number(size ?? 370);
  const folder = join(here, '..', 'target', 'bench');
  const file = join(folder, `sections-${sections}.csv`);
  mkdirSync(folder, { recursive: true });
  if (!existsSync(file)) await writeSections(file, sections);
  const theirs = () => call(python, [join(here, 'water.py'), classesInSql(file), '1']);
  const times = measure('water', theirs, () => 'water', file, '1');
  const rows = (sections * samplesAYear).toLocaleString('en');
  print(`Classes of months and years from ${rows} samples, ${(statSync(file).size / 1e6).toFixed(0)} MB`, 'envgrade file to classes', times);
}
