// Writes www/src/data/simulated-year.csv: one invented year of daily means of an invented city on a plateau.
// Nothing in it was measured. The same numbers come out every time: node scripts/simulate.mjs
import { writeFileSync } from 'node:fs';

const year = 2024;
const days = (Date.UTC(year + 1, 0, 1) - Date.UTC(year, 0, 1)) / 86_400_000;


// Mulberry32: a small generator with a fixed seed.
let seed = 20240229;
function random() {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
}

/** A normal deviate, from twelve uniform ones. */
function normal() {
  let sum = -6;
  for (let i = 0; i < 12; i++) sum += random();
  return sum;
}

/** A bell over the days of a year with its middle at `middle`; it wraps at new year. */
function season(day, middle, width) {
  const apart = Math.abs(day - middle);
  const distance = Math.min(apart, 366 - apart) / width;
  return Math.exp(-distance * distance);
}

// Days from the first of January on which dust comes, with its height in µg/m³ of PM10 and its days.
const dust = [
  [72, 260, 2], [85, 420, 2], [101, 190, 1], [102, 150, 1], [110, 620, 3], [127, 240, 2], [141, 160, 1], [317, 210, 2],
];
// Days without some or all items: an instrument in repair, a power failure, a transmission lost.
const missing = new Map([
  [48, ['pm25']], [49, ['pm25']], [163, ['o3']], [204, 'all'], [205, 'all'], [266, ['so2', 'no2']], [339, ['pm10', 'pm25']],
]);

const rows = ['城市,日期,PM2.5(μg/m³),PM10(μg/m³),SO2(μg/m³),NO2(μg/m³),CO(mg/m³),O3_8h(μg/m³)'];
let weather = 0;
for (let n = 0; n < days; n++) {
  // Still air lasts for some days, then the wind clears it.
  weather = 0.72 * weather + 0.7 * normal();
  const winter = season(n, 5, 62);
  const spring = season(n, 100, 40);
  const summer = season(n, 185, 75);
  const still = Math.exp(0.26 * weather);
  let storm = 0;
  for (const [first, height, length] of dust)
    if (n >= first && n < first + length) storm = Math.max(storm, height * (1 - (n - first) / (length + 0.6)));

  const fine = (10 + 22 * winter + 5 * spring) * still;
  const coarse = (17 + 20 * winter + 26 * spring) * still * Math.exp(0.12 * normal());
  const values = {
    pm25: fine + 0.22 * storm,
    pm10: fine + coarse + storm,
    so2: (7 + 11 * winter) * still * Math.exp(0.15 * normal()),
    no2: (15 + 20 * winter) * still * Math.exp(0.1 * normal()),
    co: (0.45 + 0.65 * winter) * Math.sqrt(still) * Math.exp(0.1 * normal()),
    o3: (72 + 40 * summer + 16 * spring - 12 * winter) * Math.exp(0.13 * normal() - 0.05 * weather),
  };
  const gone = missing.get(n) ?? [];
  const cell = (key, decimals) =>
    gone === 'all' || gone.includes(key) ? '' : Math.max(values[key], decimals ? 0.1 : 2).toFixed(decimals);
  const date = new Date(Date.UTC(year, 0, 1 + n)).toISOString().slice(0, 10);
  rows.push(
    ['模拟城市（示例）', date, cell('pm25', 0), cell('pm10', 0), cell('so2', 0), cell('no2', 0), cell('co', 1), cell('o3', 0)].join(','),
  );
}

writeFileSync(new URL('../www/src/data/simulated-year.csv', import.meta.url), `${rows.join('\n')}\n`);
