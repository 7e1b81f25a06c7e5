// Hours of a place, and what concentrations are given for, against numbers worked out here.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import { choose, expect, file, test } from './support';

const header = '城市,时间,SO2(μg/m³),NO2(μg/m³),CO(mg/m³),O3(μg/m³),PM10(μg/m³),PM2.5(μg/m³)';

/** Two days of hours, all alike but for one of PM10; the first hour ends at 01:00. */
function twoDays(): string {
  const lines = [header];
  for (let h = 1; h <= 48; h++) {
    const time = new Date(Date.UTC(2024, 3, 10, h)).toISOString();
    lines.push(`甲市,${time.slice(0, 10)} ${time.slice(11, 16)},9,24,0.8,60,${h === 34 ? 250 : 60},28`);
  }
  return `${lines.join('\n')}\n`;
}

async function open(page: Page, address: string, hash = ''): Promise<void> {
  await page.goto(`${address}#${hash}`);
  await choose(page, [file('小时.csv', twoDays())]);
  await page.locator('#part-periods').scrollIntoViewIfNeeded();
  await page.locator('#tab-hours').click();
  await expect(page.locator('.hours-table tbody tr')).toHaveCount(24);
}

const hour = (page: Page, label: string) => page.locator('.hours-table tbody tr').filter({ has: page.locator('th', { hasText: label }) });
const rule = (page: Page) => page.getByLabel('规则');

test('hours by the text and as the platform does, each with how it came about', async ({ page, site }) => {
  await open(page, site.address, 'editions=2012');
  const date = page.locator('.stepper input');
  await expect(date).toHaveValue('2024-04-11');
  await page.getByRole('button', { name: '前一天' }).click();
  await expect(date).toHaveValue('2024-04-10');
  await expect(page.getByRole('button', { name: '前一天' })).toBeDisabled();

  // By the text particles count as means of 24 hours, of which twenty must be there; there is no index without them.
  const cells = (label: string) => hour(page, label).locator('td');
  await expect(cells('19:00').nth(8).locator('small')).toHaveCount(0);
  // 28 µg/m³ of PM2.5 is 28 / 35 × 50 = 40; 60 of PM10 is 50 + 10 / 100 × 50 = 55.
  await expect(cells('20:00').nth(8).locator('small')).toHaveText('40');
  await expect(cells('20:00').nth(7).locator('small')).toHaveText('55');
  await expect(cells('20:00').first()).toHaveText('55');

  // The platform takes the hour itself.
  await rule(page).selectOption('platform-station');
  await expect(cells('19:00').nth(8).locator('small')).toHaveText('40');
  await expect(cells('01:00').first()).toHaveText('55');
  // 250 of PM10 in one hour is where 150 stands in the table of breakpoints; by the text that hour is one of 24.
  await page.getByRole('button', { name: '后一天' }).click();
  await expect(cells('10:00').first()).toHaveText('150');
  await expect(cells('10:00').nth(2)).toHaveText('PM10');
  await expect(page.locator('.tab-panel .finding')).toContainText('最高 150（10:00');

  await cells('10:00').first().getByRole('button').click();
  const panel = page.locator('dialog.explain');
  await expect(panel.locator('#explain-title')).toContainText('小时 AQI 150');
  await expect(panel.locator('.steps')).toContainText('250');
  await expect(page).toHaveURL(/open=own\.hour\.0_2024-04-11_10_platform-station_2012/);
  await page.keyboard.press('Escape');

  const [csv] = await Promise.all([page.waitForEvent('download'), page.locator('.tab-panel').getByRole('button', { name: '导出本表' }).click()]);
  expect(readFileSync(await csv.path(), 'utf8').trim().split('\n')).toHaveLength(25);

  // Kept hours let the comparison count the European index.
  await page.locator('#tab-rules').click();
  await expect(page.locator('[data-rule=european-aqi]')).toBeVisible();
});

test('hours have no tab where files have none', async ({ page, site }) => {
  await page.goto(site.address);
  await choose(page, [file('日.csv', '城市,日期,SO2,NO2,CO,O3_8h,PM10,PM2.5\n甲市,2024-04-10,9,24,0.8,160,60,28\n')]);
  await page.locator('#part-periods').scrollIntoViewIfNeeded();
  await expect(page.locator('#tab-rules')).toBeVisible();
  await expect(page.locator('#tab-hours')).toHaveCount(0);
});

test('values of the standard state are converted, and a link says so', async ({ page, site }) => {
  await page.goto(site.address);
  const daily = file('日.csv', '城市,日期,SO2,NO2,CO,O3_8h,PM10,PM2.5\n甲市,2024-04-10,9,24,0.8,160,60,28\n');
  await choose(page, [daily]);
  const ozone = page.locator('eg-air-rows tbody tr td').nth(7);
  await expect(ozone).toHaveText('160');
  await page.locator('.state-choices > summary').click();
  await page.evaluate(() => scrollTo(0, 300));
  const height = 300;
  await page.getByLabel('数据的状态').selectOption('273');
  // 160 × 273 / 298.15, to the unit.
  const converted = String(Math.round((160 * 273) / 298.15));
  expect(converted).toBe('147');
  await expect(ozone).toHaveText(converted);
  await expect(page).toHaveURL(/state=273/);
  // Nobody is thrown back to the top of the page.
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(height - 5);
  const particles = page.locator('eg-air-rows tbody tr td').nth(8);
  await expect(particles).toHaveText('60');
  // Particles follow the air at the site: 60 × (273 / 283.15) × (780 / 1013.25).
  const fields = page.locator('.air-fields input');
  await fields.nth(0).fill('283.15');
  await fields.nth(1).fill('780');
  await fields.nth(1).blur();
  await expect(particles).toHaveText(String(Math.round(60 * (273 / 283.15) * (780 / 1013.25))));
  const link = page.url();

  await page.goto('about:blank');
  await page.goto(link);
  await choose(page, [daily]);
  await expect(ozone).toHaveText(converted);
  await expect(page.locator('.air-fields input').nth(1)).toHaveValue('780');
  await page.getByLabel('数据的状态').selectOption('reference');
  await expect(ozone).toHaveText('160');
  await expect(page).not.toHaveURL(/state=/);
});

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
for (const [name, width, scheme, lang] of [
  ['wide', 1280, 'dark', 'zh'],
  ['phone', 360, 'light', 'en'],
] as const) {
  test(`hours and choices are accessible and nothing scrolls sideways: ${name}`, async ({ page, site }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme: scheme });
    await open(page, site.address, `lang=${lang}&state=273`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await page.evaluate(readFileSync(axePath, 'utf8'));
    const violations = await page.evaluate(async () => {
      // @ts-expect-error added above
      const found = await window.axe.run(document.querySelector('main'), { resultTypes: ['violations'] });
      return found.violations.map((v: { id: string; nodes: { target: unknown }[] }) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => String(n.target)).join(' | ')}`);
    });
    expect(violations).toEqual([]);
    if (lang === 'en')
      for (const part of ['.hours-table tbody', '.hours-filters', '.choices']) {
        const text = await page.locator(part).evaluate((x) => (x as HTMLElement).innerText);
        expect(text.match(/[\u4e00-\u9fff]+/g), part).toBeNull();
      }
  });
}

test('other items have a tab where files have any, and judge by their own limits', async ({ page, site }) => {
  const lines = ['日期,点位,TSP,NOx'];
  for (let d = 0; d < 365; d++) lines.push(`${new Date(Date.UTC(2025, 0, 1 + d)).toISOString().slice(0, 10)},甲,220,20`);
  await page.goto(site.address);
  // The year of the example has none.
  await page.locator('#part-periods').scrollIntoViewIfNeeded();
  await expect(page.locator('#tab-rules')).toBeVisible();
  await expect(page.locator('#tab-others')).toHaveCount(0);
  await choose(page, [file('其他.csv', `${lines.join('\n')}\n`)]);
  await page.locator('#part-periods').scrollIntoViewIfNeeded();
  await page.locator('.periods-card > .fields select').first().selectOption('point');
  // Grade 2 of TSP: 200 µg/m³ a year; (220 − 200) / 200.
  const tsp = page.locator('.others-table tbody tr').filter({ hasText: 'TSP' });
  await expect(tsp).toContainText('超标');
  await expect(tsp).toContainText('超 0.10 倍');
  await expect(tsp).toContainText('365 / 1');
  const nox = page.locator('.others-table tbody tr').filter({ has: page.locator('th', { hasText: 'NO' }) });
  await expect(nox).toContainText('达标');
  await tsp.getByRole('button').click();
  await expect(page.locator('dialog.explain .steps')).toContainText('220');
  await expect(page).toHaveURL(/open=own\.other\.0_tsp_2025_by-date/);
  await page.keyboard.press('Escape');

  // Beside the six of the AQI they are one tab among the others.
  const beside = lines.map((line, i) => `${line}${i ? ',60' : ',PM10'}`);
  await choose(page, [file('都有.csv', `${beside.join('\n')}\n`)]);
  await page.locator('#part-periods').scrollIntoViewIfNeeded();
  await page.locator('#tab-others').click();
  await expect(tsp).toContainText('超 0.10 倍');
});
