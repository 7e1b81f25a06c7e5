// The questions of the bench of hours in DuckDB's SQL.

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
/** Site-days by AQI category: the grading of HJ 633-2012 from hours. */
export const grading = `
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
/** Rows, and rows above two limits. */
export const reading = `
  SELECT count(*)::INT AS rows, sum(CASE WHEN "PM2.5(μg/m3)" > 75 OR "PM10(μg/m3)" > 150 THEN 1 ELSE 0 END)::INT AS above
  FROM read_csv('file.csv')`;
