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
