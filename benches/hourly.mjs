// One hourly CSV of a national network, made up and deterministic: time, site code, site, city, six pollutants.
// About 2 % of the cells are missing; every seventh site name is quoted and holds a comma.
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';

export async function writeHourly(path, megabytes) {
  let state = 20261124;
  const random = () => {
    // Numerical Recipes' 32-bit linear congruential generator: enough for speed measurements, same everywhere.
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const normal = () => Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(2 * Math.PI * random());
  const spread = (mu, sigma) => Math.exp(mu + sigma * normal());
  const sites = Array.from({ length: 1700 }, (_, i) => ({
    code: `${1000 + i}A`,
    name: i % 7 === 0 ? `"站点${i},东"` : `站点${i}`,
    city: `城市${Math.floor(i / 5)}`,
    k: 0.4 + 1.8 * random(),
  }));
  const out = createWriteStream(path);
  let written = 0;
  let rows = 0;
  const put = async (text) => {
    written += Buffer.byteLength(text);
    if (!out.write(text)) await once(out, 'drain');
  };
  await put('时间,站点编码,站点名称,城市,PM2.5(μg/m3),PM10(μg/m3),SO2(μg/m3),NO2(μg/m3),O3(μg/m3),CO(mg/m3)\n');
  for (let hour = 1; written < megabytes * 1e6; hour += 1) {
    const at = new Date(Date.UTC(2025, 0, 1, hour)).toISOString();
    const stamp = `${at.slice(0, 10)} ${at.slice(11, 13)}:00`;
    const lines = [];
    for (const { code, name, city, k } of sites) {
      const values = [
        Math.floor(spread(3.2, 0.6) * k), Math.floor(spread(3.9, 0.6) * k), Math.floor(spread(2, 0.5) * k),
        Math.floor(spread(3, 0.5) * k), Math.floor(spread(4.1, 0.5)), (spread(-0.5, 0.4) * k).toFixed(1),
      ];
      lines.push(`${stamp},${code},${name},${city},${values.map((v) => (random() < 0.02 ? '' : v)).join(',')}\n`);
    }
    rows += lines.length;
    await put(lines.join(''));
  }
  out.end();
  await once(out, 'finish');
  return { rows, bytes: written };
}
