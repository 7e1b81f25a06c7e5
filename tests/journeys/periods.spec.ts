// Evaluation of periods, against numbers worked out here by simple arithmetic.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import { choose, expect, file, singleFile, test } from './support';

interface City {
  name: string;
  so2: number;
  no2: number;
  co: number;
  o3: number;
  pm10: number;
  pm25: number;
}

// Every day the same, so that means and percentiles are these numbers; only PM10 of the first has four days of dust.
const clean: City = { name: '乙市', so2: 9, no2: 20, co: 0.6, o3: 96, pm10: 40, pm25: 15 };
const dusty: City = { name: '甲市', so2: 9, no2: 24, co: 0.8, o3: 104, pm10: 60, pm25: 28 };
const traffic: City = { name: '丙市', so2: 12, no2: 44, co: 1.0, o3: 120, pm10: 49, pm25: 24 };
const cities = [dusty, clean, traffic];
const storm = { first: '2024-04-12', last: '2024-04-15', days: 4, pm10: 400 };

function twoYears(): string {
  const lines = ['城市,日期,SO2,NO2,CO,O3_8h,PM10,PM2.5'];
  for (const c of cities)
    for (let d = 0; d < 731; d++) {
      const date = new Date(Date.UTC(2024, 0, 1 + d)).toISOString().slice(0, 10);
      const pm10 = c === dusty && date >= storm.first && date <= storm.last ? storm.pm10 : c.pm10;
      lines.push([c.name, date, c.so2, c.no2, c.co, c.o3, pm10, c.pm25].join(','));
    }
  return `${lines.join('\n')}\n`;
}

/** The composite index of GB 3095-2012 grade 2. */
const composite = (c: City, pm10 = c.pm10) =>
  [c.so2 / 60, c.no2 / 40, c.co / 4, c.o3 / 160, pm10 / 70, c.pm25 / 35].reduce((sum, x) => sum + Number(x.toFixed(2)), 0).toFixed(2);
const stormMean = Math.round((dusty.pm10 * (366 - storm.days) + storm.pm10 * storm.days) / 366);

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await choose(page, [file('三市.csv', twoYears())]);
  await page.locator('#part-periods').scrollIntoViewIfNeeded();
  await expect(page.locator('.tab-panel table').first()).toBeVisible();
}

/** The rows of a place and year: of all data, then of those without dust. */
const rowsOf = (page: Page, name: string, year: string) =>
  page.locator('.tab-panel tbody').filter({ has: page.locator('th', { hasText: name }).filter({ hasText: year }) }).locator('tr');

const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true }).click();

async function declareStorm(page: Page): Promise<void> {
  await page.locator('.dust > summary').click();
  const form = page.locator('.dust > form');
  await form.locator('select').selectOption(dusty.name);
  await form.locator('input[name=first]').fill(storm.first);
  await form.locator('input[name=last]').fill(storm.last);
  await form.getByRole('button', { name: '添加' }).click();
}

for (const { where, address } of [
  { where: 'hosted', address: (site: { address: string }) => site.address },
  { where: 'single file', address: () => singleFile },
]) {
  test(`${where}: two years of three cities are judged, counted, ranked and compared`, async ({ page, site }) => {
    await open(page, address(site));
    const of = (row: ReturnType<typeof rowsOf>, edition: string) => row.first().locator(`[data-edition="${edition}"]`);

    // The latest year that can be judged, until others are asked for; then the newest comes first.
    const groups = page.locator('.tab-panel tbody').filter({ has: page.locator('th[scope=rowgroup]') });
    await expect(groups).toContainText(cities.map((c) => c.name));
    await expect(groups).toHaveCount(3);
    await expect(groups.first()).toContainText('2025 年');
    await page.locator('.tab-panel .filters select').nth(1).selectOption('all');
    await expect(groups).toHaveCount(6);
    await expect(groups.first()).toContainText('2025 年');
    await expect(groups.last()).toContainText('2024 年');
    // The days are said once where they are the same for all pollutants, and no column is cut off.
    await expect(groups.last().locator('th')).toContainText('366 天');
    await expect(groups.last().locator('td.item').first()).not.toContainText('天');
    expect(await page.locator('.tab-panel .table-scroll').evaluate((box) => box.scrollWidth - box.clientWidth)).toBeLessThanOrEqual(0);
    for (const row of await page.locator('tr.limits').all()) expect((await row.boundingBox())?.height).toBeLessThan(60);

    // Verdicts, side by side.
    const first = rowsOf(page, dusty.name, '2024');
    await expect(of(first, 'by-date')).toContainText('达标');
    await expect(of(first, '2026-transition')).toContainText('超标');
    await expect(of(first, '2026-transition')).toContainText(`PM10 均值 ${((stormMean - 60) / 60).toFixed(2)}`);
    await expect(of(first, '2026-final')).toContainText(`PM2.5 均值 ${((dusty.pm25 - 25) / 25).toFixed(2)}`);
    await expect(first.first().locator('td.item').nth(4)).toContainText(String(stormMean));
    const third = rowsOf(page, traffic.name, '2025');
    await expect(of(third, 'by-date')).toContainText('超标');
    await expect(of(third, 'by-date')).toContainText(`NO₂ 均值 ${((traffic.no2 - 40) / 40).toFixed(2)}`);
    const second = rowsOf(page, clean.name, '2024');
    for (const edition of ['by-date', '2026-transition', '2026-final']) await expect(of(second, edition)).toContainText('达标');

    // Good days; dust changes what stands beside, never the plain numbers.
    await tab(page, '优良天数');
    const share = `${(((366 - storm.days) / 366) * 100).toFixed(1)}%`;
    await expect(rowsOf(page, dusty.name, '2024')).toHaveCount(1);
    await expect(rowsOf(page, dusty.name, '2024')).toContainText(share);
    await expect(rowsOf(page, dusty.name, '2024')).toContainText(`${366 - storm.days} / 366`);
    await declareStorm(page);
    await expect(rowsOf(page, dusty.name, '2024')).toHaveCount(2);
    await expect(rowsOf(page, dusty.name, '2024').first()).toContainText(share);
    await expect(rowsOf(page, dusty.name, '2024').first()).toContainText(`${366 - storm.days} / 366`);
    await expect(rowsOf(page, dusty.name, '2024').nth(1)).toContainText('100.0%');
    await expect(rowsOf(page, dusty.name, '2024').nth(1)).toContainText('366 / 366');
    await expect(rowsOf(page, clean.name, '2024')).toHaveCount(1);
    await expect(page.locator('.dust-days button')).toHaveText(['2024-04-12', '2024-04-13', '2024-04-14', '2024-04-15']);

    // And the verdict by the transition limits, which dust alone had made fail.
    await tab(page, '达标评价');
    await expect(of(first, '2026-transition')).toContainText('超标');
    await expect(first.nth(1).locator('[data-edition="2026-transition"]')).toContainText('达标');

    // How it came about.
    await of(first, 'by-date').getByRole('button').nth(1).click();
    const panel = page.locator('dialog.explain');
    await expect(panel.locator('.steps')).toContainText(`${366 - storm.days}`);
    await expect(panel.locator('.steps')).toContainText('366');
    await expect(panel.locator('.steps .formula').first()).toBeVisible();
    await expect(page).toHaveURL(/open=own\.period\.0_2024_by-date_0/);
    await page.keyboard.press('Escape');
    await expect(panel).toBeHidden();

    // Ranking, best first; 2024 ranks the first city without its dust.
    await tab(page, '排名');
    await page.locator('.tab-panel .filters select').first().selectOption('2024');
    const ranked = page.locator('.tab-panel tbody tr');
    await expect(ranked.locator('th')).toContainText([clean.name, dusty.name, traffic.name]);
    await expect(ranked.nth(0).locator('td').first()).toContainText(composite(clean));
    await expect(ranked.nth(1).locator('td').first()).toContainText(composite(dusty));
    await expect(ranked.nth(1).locator('td').first()).toContainText(`全部数据 ${composite(dusty, stormMean)}`);
    await expect(ranked.nth(1)).toContainText('扣除沙尘');
    await expect(ranked.nth(2).locator('td').first()).toContainText(composite(traffic));

    // The year against the one before.
    await tab(page, '变化');
    const ratio = page.locator('.tab-panel tbody tr').filter({ hasText: '优良天数比例' }).filter({ hasNotText: '扣除沙尘' });
    await expect(page.locator('.tab-panel tbody tr').filter({ hasText: '优良天数比例（扣除沙尘）' })).toContainText('100.0');
    await expect(ratio).toContainText(share.replace('%', ''));
    await expect(ratio).toContainText('100.0');
    await expect(ratio).toContainText('改善');

    // By the rules of others: 15 is the third interim target of the WHO.
    await tab(page, '国际对照');
    await page.locator('.tab-panel .filters select').first().selectOption({ label: clean.name });
    await page.locator('.tab-panel .filters select').nth(1).selectOption('2025');
    const who = page.locator('[data-rule=who] tbody tr').filter({ hasText: 'PM2.5' }).first();
    await expect(who).toContainText(`${clean.pm25.toFixed(1)}`);
    await expect(who).toContainText('IT-3');
    await tab(page, '变化');

    const [csv] = await Promise.all([page.waitForEvent('download'), page.locator('.tab-panel').getByRole('button', { name: '导出本表' }).click()]);
    expect(readFileSync(await csv.path(), 'utf8')).toContain('优良天数比例');
    await tab(page, '优良天数');
    const [all] = await Promise.all([page.waitForEvent('download'), page.locator('.tab-panel').getByRole('button', { name: '导出本表' }).click()]);
    const lines = readFileSync(await all.path(), 'utf8').trim().split('\n');
    // Three cities, two years, three editions; dust in one of these years adds a row to each edition.
    expect(lines).toHaveLength(1 + 3 * 2 * 3 + 3);
  });
}

test('a day is marked as dust where it is explained, and by a key in the calendar', async ({ page, site }) => {
  await open(page, site.address);
  await page.locator('eg-air-rows select').nth(1).selectOption('5');
  await page.locator('eg-air-rows tbody button.num').first().click();
  const panel = page.locator('dialog.explain');
  await panel.getByRole('button', { name: '标为沙尘日' }).click();
  await expect(panel.locator('[aria-pressed=true]')).toHaveText('已标为沙尘日');
  await page.keyboard.press('Escape');
  await tab(page, '优良天数');
  await expect(rowsOf(page, dusty.name, '2024')).toHaveCount(2);
  await expect(rowsOf(page, dusty.name, '2024').nth(1)).toContainText(`${366 - storm.days + 1} / 366`);
  // The figure's cursor stands on some day of the last year; the key marks it and takes the mark away.
  await page.locator('eg-calendar .canvas-scroll').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('d');
  await expect(rowsOf(page, dusty.name, '2025')).toHaveCount(2);
  await page.keyboard.press('d');
  await expect(rowsOf(page, dusty.name, '2025')).toHaveCount(1);
  await expect(rowsOf(page, dusty.name, '2024')).toHaveCount(2);
});

test('a pasted table of dust periods is read with the files', async ({ page, site }) => {
  await open(page, site.address);
  await page.locator('.dust > summary').click();
  await page.locator('.dust > details > summary').click();
  await page.locator('.dust textarea').fill(`城市,沙尘开始日期,沙尘结束日期\n${dusty.name},2024/4/12,2024/4/15`);
  await page.locator('.dust').getByRole('button', { name: '加入', exact: true }).click();
  await page.locator('#part-periods').scrollIntoViewIfNeeded();
  await tab(page, '优良天数');
  await expect(rowsOf(page, dusty.name, '2024').nth(1)).toContainText('366 / 366');
});

test('hours that look like dust are suggested, and count only when they are taken over', async ({ page, site }) => {
  const lines = ['城市,时间,SO2(μg/m³),NO2(μg/m³),CO(mg/m³),O3(μg/m³),PM10(μg/m³),PM2.5(μg/m³)'];
  for (let h = 0; h < 10 * 24; h++) {
    const time = new Date(Date.UTC(2024, 3, 10, h + 1)).toISOString();
    // From 66 hours on, six hours of dust.
    lines.push(`甲市,${time.slice(0, 10)} ${time.slice(11, 16)},9,24,0.8,60,${h >= 66 && h < 72 ? 900 : 60},28`);
  }
  await page.goto(site.address);
  await choose(page, [file('小时.csv', `${lines.join('\n')}\n`)]);
  await page.locator('#part-periods').scrollIntoViewIfNeeded();
  await page.locator('.dust > summary').click();
  await expect(page.locator('.suggestions li')).toHaveCount(1);
  await expect(page.locator('.suggestions li')).toContainText('从 60.0 升到 900');
  await tab(page, '优良天数');
  await expect(rowsOf(page, '甲市', '2024')).toHaveCount(1);
  await page.locator('.suggestions').getByRole('button').click();
  await expect(rowsOf(page, '甲市', '2024')).toHaveCount(2);
  await expect(page.locator('.dust-days button').first()).toHaveText('2024-04-12');
});

test('the module comes only when somebody looks, and a link says all that was chosen', async ({ page, site }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(site.address);
  await expect(page.locator('eg-calendar canvas')).toBeVisible();
  await expect(page.locator('.unseen')).toBeAttached();
  expect(asked.filter((u) => /evaluate_bg/.test(u))).toEqual([]);
  await page.goto('about:blank');
  await page.goto(`${site.address}#periods=days&period=quarter&editions=2012&dust=,2024-04-20,2024-04-22&at=2024-Q2`);
  await expect(page.locator('.periods .tag.simulated')).toBeVisible();
  await expect(page.locator('.tab-panel tbody')).toHaveCount(1);
  await expect(page.locator('.tab-panel tbody tr')).toHaveCount(2);
  await expect(page.locator('.tab-panel')).toContainText('2024 年第 2 季度');
  expect(asked.filter((u) => /evaluate_bg/.test(u))).toHaveLength(1);
  // Levels, stretches of one's own.
  await page.locator('.periods-card > .fields select').nth(1).selectOption('own');
  await expect(page.locator('.periods-card > .fields input[type=date]')).toHaveCount(2);
  await expect(page).toHaveURL(/period=2024-01-01\.\.2024-12-31/);
  await page.locator('.periods-card > .fields select').first().selectOption('region');
  await expect(page.locator('.tab-panel')).toContainText('全部城市');
});

test('without workers the page evaluates by itself, and after a cancelled run a fresh worker does', async ({ page, site }) => {
  await page.goto(`${site.address}#periods=ranking`);
  await expect(page.locator('.tab-panel tbody tr')).toHaveCount(1);
  await page.evaluate(() => {
    const block = '甲城,2024-03-20,9,21,0.6,88,60,30\n'.repeat(20_000);
    const held = new DataTransfer();
    held.items.add(new File(['城市,日期,SO2,NO2,CO,O3_8h,PM10,PM2.5\n', ...Array.from({ length: 400 }, () => block)], 'large.csv'));
    const input = document.querySelector<HTMLInputElement>('#file');
    if (!input) throw new Error('no input');
    input.files = held.files;
    input.dispatchEvent(new Event('change'));
  });
  await page.getByRole('button', { name: '取消' }).click();
  await page.getByRole('link', { name: '总览' }).click();
  await tab(page, '变化');
  await tab(page, '优良天数');
  await page.locator('.periods-card > .fields select').nth(1).selectOption('month');
  await expect(page.locator('.tab-panel tbody')).toHaveCount(12);

  await page.addInitScript(() => {
    // @ts-expect-error the page must cope with its absence
    delete window.Worker;
  });
  await open(page, site.address);
  await expect(rowsOf(page, clean.name, '2025')).toContainText('达标');
});

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
for (const [name, width, scheme, lang] of [
  ['wide', 1280, 'light', 'zh'],
  ['phone', 360, 'dark', 'en'],
  ['narrow', 320, 'light', 'en'],
] as const) {
  test(`every table is accessible and nothing scrolls sideways: ${name}`, async ({ page, site }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme: scheme });
    await open(page, `${site.address}#lang=${lang}`);
    await page.locator('.periods details').evaluateAll((all) => all.forEach((d) => ((d as HTMLDetailsElement).open = true)));
    await page.evaluate(readFileSync(axePath, 'utf8'));
    for (const key of ['attainment', 'days', 'ranking', 'changes', 'trends', 'rules']) {
      await page.locator(`#tab-${key}`).click();
      await expect(page.locator('.tab-panel .num, .tab-panel .link').first()).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), key).toBeLessThanOrEqual(0);
      const violations = await page.evaluate(async () => {
        // @ts-expect-error added above
        const found = await window.axe.run(document.querySelector('.periods'), { resultTypes: ['violations'] });
        return found.violations.map((v: { id: string; nodes: { target: unknown }[] }) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => String(n.target)).join(' | ')}`);
      });
      expect(violations, key).toEqual([]);
      // Clauses are quoted in the words of the standard.
      if (lang === 'en' && key !== 'rules') {
        const text = await page.locator('.periods').evaluate((part) => (part as HTMLElement).innerText);
        expect(text.replace(/[甲乙丙]市/g, '').match(/[\u4e00-\u9fff]+/g), key).toBeNull();
      }
    }
    // Arrow keys move between the tabs.
    await page.locator('#tab-attainment').click();
    await expect(page.locator('#tab-attainment')).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await expect(page.locator('#tab-days')).toBeFocused();
    await expect(page.locator('#tab-days')).toHaveAttribute('aria-selected', 'true');
  });
}
