// One CSV of sections of rivers for a year of four-hourly samples, made up and deterministic, as the national release has
// it: all sections of one time, then those of the next. One cell in forty is `--`, one of ammonia nitrogen or total
// phosphorus in fifty is below detection (`0.02L`), every seventh name is quoted.
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

const classes = ['Ⅰ', 'Ⅱ', 'Ⅲ', 'Ⅳ', 'Ⅴ', '劣Ⅴ'];
const header = '省份,流域,断面名称,监测时间,水质类别,水温(℃),pH(无量纲),溶解氧(mg/L),高锰酸盐指数(mg/L),氨氮(mg/L),总磷(mg/L),总氮(mg/L),电导率(μS/cm),浊度(NTU)\n';

export const samplesAYear = 365 * 6;

export async function writeSections(path, sections) {
  let state = 20261124;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  // Mostly about `usual`, at times several times that.
  const about = (usual) => usual * (0.35 + random() + (random() < 0.06 ? 4 * random() : 0));
  const places = Array.from({ length: sections }, (_, number) => ({
    start: `省${number % 31},${number % 10 === 0 ? `"流域${number % 10},干流"` : `流域${number % 10}`},${number % 7 === 0 ? `"断面${number}"` : `断面${number}`}`,
    ph: 6.5 + 2.9 * random(), oxygen: 5 + 4 * random(), codmn: 1.5 + 14 * random() ** 4, ammonia: 0.05 + 2.5 * random() ** 5,
    phosphorus: 0.01 + 0.45 * random() ** 4, nitrogen: 1 + 3 * random(), salt: 200 + 600 * random(),
  }));
  const out = createWriteStream(path);
  let bytes = 0;
  const put = async (text) => {
    bytes += Buffer.byteLength(text);
    if (!out.write(text)) await once(out, 'drain');
  };
  await put(header);
  for (let time = 0; time < samplesAYear; time += 1) {
    const at = new Date(Date.UTC(2025, 0, 1, time * 4)).toISOString();
    const stamp = `${at.slice(0, 10)} ${at.slice(11, 16)}`;
    const warm = 12 - 11 * Math.cos((2 * Math.PI * time) / samplesAYear);
    const lines = [];
    for (const place of places) {
      const below = (value) => (random() < 0.02 ? `${value}L` : undefined);
      const values = [
        (warm + 3 * random()).toFixed(1), (place.ph + 0.8 * random() - 0.4).toFixed(2), (place.oxygen - warm / 9 + 3 * random()).toFixed(2),
        about(place.codmn).toFixed(2), below('0.025') ?? about(place.ammonia).toFixed(3), below('0.01') ?? about(place.phosphorus).toFixed(3),
        about(place.nitrogen).toFixed(2), about(place.salt).toFixed(1), about(20).toFixed(1),
      ].map((value) => (random() < 0.025 ? '--' : value));
      lines.push(`${place.start},${stamp},${classes[Math.floor(6 * random() ** 2)]},${values.join(',')}\n`);
    }
    await put(lines.join(''));
  }
  out.end();
  await once(out, 'finish');
  return { rows: sections * samplesAYear, bytes };
}

// Decimals of the evaluation, and the limits of class I to V in these decimals.
const items = {
  oxygen: [1, [75, 60, 50, 30, 20]],
  codmn: [1, [20, 40, 60, 100, 150]],
  ammonia: [2, [15, 50, 100, 150, 200]],
  phosphorus: [3, [20, 100, 200, 300, 400]],
};
const names = Object.keys(items);
// Columns that are numbers but for `--` are read as such; those with detection limits are text.
const columns = Object.entries({
  province: 'VARCHAR', basin: 'VARCHAR', section: 'VARCHAR', time: 'TIMESTAMP', official: 'VARCHAR', temperature: 'DECIMAL(9,3)',
  ph: 'DECIMAL(9,3)', oxygen: 'DECIMAL(9,3)', codmn: 'DECIMAL(9,3)', ammonia: 'VARCHAR', phosphorus: 'VARCHAR',
  nitrogen: 'DECIMAL(9,3)', salt: 'DECIMAL(9,3)', turbidity: 'DECIMAL(9,3)',
}).map(([name, type]) => `'${name}': '${type}'`).join(', ');

/**
 * How many section-months and section-years have which class, as SQL: place 0 to 5 are months of class I to worse than V,
 * 6 to 11 years. The question is that of 环办〔2011〕22号 with the limits of GB 3838-2002 for rivers: half the detection limit
 * stands for what is below it, pH is averaged by hydrogen ions, a year is the mean of its monthly means, each mean is rounded
 * half to even to the decimals of its item, and the worst of five items is the class. Sums are whole numbers, so that the
 * answers can be equal.
 */
export function classesInSql(file) {
  const halfEven = (number, divisor) => {
    const quotient = `((${number}) // (${divisor}))`;
    const twice = `2 * ((${number}) % (${divisor}))`;
    return `(${quotient} + CASE WHEN ${twice} > ${divisor} OR (${twice} = ${divisor} AND ${quotient} % 2 = 1) THEN 1 ELSE 0 END)`;
  };
  const classOf = (name) => {
    const compare = name === 'oxygen' ? '>=' : '<=';
    const cases = items[name][1].map((limit, at) => `WHEN ${name} ${compare} ${limit} THEN ${at + 1}`).join(' ');
    return `CASE WHEN ${name} IS NULL THEN NULL ${cases} ELSE 6 END`;
  };
  const worst = `greatest(CASE WHEN ph IS NULL THEN NULL WHEN round_even(ph, 0) BETWEEN 6 AND 9 THEN 1 ELSE 6 END, ${names.map(classOf).join(', ')})`;
  // Twice the thousandths, so that half a detection limit is whole.
  const doubled = (name) =>
    name === 'oxygen' || name === 'codmn'
      ? `CAST(${name} * 2000 AS BIGINT)`
      : `CASE WHEN ${name} LIKE '%L' THEN CAST(CAST(rtrim(${name}, 'L') AS DECIMAL(9,3)) * 1000 AS BIGINT)
          ELSE CAST(CAST(${name} AS DECIMAL(9,3)) * 2000 AS BIGINT) END`;
  const scale = (name) => 10 ** (3 - items[name][0]);
  const each = (of) => names.map((name) => `${of(name)} AS ${name}`).join(', ');
  const sums = names.map((name) => `sum(${doubled(name)})::HUGEINT AS ${name}_sum, count(${name}) AS ${name}_count`).join(', ');
  const monthly = each((n) => `CASE WHEN ${n}_count > 0 THEN ${halfEven(`${n}_sum`, `${n}_count * ${2 * scale(n)}`)} END`);
  // A monthly mean in 10^-15 of its unit, the year as the mean of these.
  const exact = each((n) => `CASE WHEN ${n}_count > 0 THEN ${n}_sum * 1000000000000 // (2 * ${n}_count) END`);
  const yearly = each((n) => `CASE WHEN count(${n}) > 0 THEN ${halfEven(`sum(${n})`, `count(${n}) * ${scale(n)}000000000000`)} END`);
  return `
    WITH months AS MATERIALIZED (
      SELECT province, basin, section, date_trunc('month', time) AS month, ${sums}, -log10(avg(pow(10, -ph::DOUBLE))) AS ph
      FROM read_csv('${file}', header = true, nullstr = '--', columns = {${columns}}) GROUP BY ALL),
    years AS (
      SELECT province, basin, section, date_trunc('year', month) AS year, ${yearly}, -log10(avg(pow(10, -ph))) AS ph
      FROM (SELECT province, basin, section, month, ph, ${exact} FROM months) GROUP BY ALL),
    classes AS (
      SELECT 0 AS what, ${worst} AS class FROM (SELECT ph, ${monthly} FROM months)
      UNION ALL SELECT 6, ${worst} FROM years)
    SELECT (what + class - 1)::INT AS place, count(*)::INT AS number FROM classes WHERE class IS NOT NULL GROUP BY 1`;
}
