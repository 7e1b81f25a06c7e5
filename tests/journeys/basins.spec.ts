// Rivers and basins, along the river, change and trends, against numbers worked out here by counting.
import { choose, expect, file, test } from './support';

/** Total phosphorus of a river section of each class. */
const phosphorus = { Ⅰ: 0.01, Ⅱ: 0.05, Ⅲ: 0.15, Ⅳ: 0.25, 劣Ⅴ: 0.5 } as const;
type Grade = keyof typeof phosphorus;

/** Ten sections of one river; the better ones grow by one a year. */
const good = (year: number) => year - 2015;
const gradeOf = (section: number, year: number): Grade => (section < good(year) ? 'Ⅱ' : section < 8 ? 'Ⅳ' : '劣Ⅴ');
const years = [2019, 2020, 2021, 2022, 2023, 2024];

function rivers(): string {
  const lines = ['断面名称,河流,流域,上下游顺序,水质目标,采样日期,总磷(mg/L),氨氮(mg/L)'];
  for (const year of years)
    for (let month = 1; month <= 12; month++) {
      const day = `${year}-${String(month).padStart(2, '0')}-05`;
      for (let s = 0; s < 10; s++) lines.push(`甲${s},甲河,黄河流域,${s},Ⅲ,${day},${phosphorus[gradeOf(s, year)]},0.1`);
      for (let s = 0; s < 3; s++) lines.push(`乙${s},乙河,黄河流域,${s},Ⅲ,${day},0.05,${[0.62, 1.44, 1.31][s]}`);
    }
  return `${lines.join('\n')}\n`;
}

test.beforeEach(async ({ page, site }) => {
  await page.goto(site.address);
  await choose(page, [file('河流.csv', rivers())]);
  await page.locator('#part-waters').scrollIntoViewIfNeeded();
  await expect(page.locator('.waters .tabs')).toBeVisible();
});

const tab = (name: string) => ({ name, exact: true });
const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)}%`;

test('rivers by shares of classes, or by the means of few sections', async ({ page }) => {
  await page.getByRole('tab', tab('河流与流域')).click();
  const rows = page.locator('.groups-table tbody tr');
  await expect(rows).toHaveCount(2);
  // 2024: nine of class Ⅱ, the tenth 劣Ⅴ.
  await expect(rows.nth(0)).toContainText(percent(good(2024), 10));
  await expect(rows.nth(0)).toContainText(percent(1, 10));
  await expect(rows.nth(0)).toContainText('优');
  // (0.62 + 1.44 + 1.31) ÷ 3 = 1.123, 0.1 times over the limit of Ⅲ.
  await expect(rows.nth(1)).toContainText('氨氮(0.1)');
  await rows.nth(1).getByRole('button', { name: /轻度污染/ }).click();
  await expect(page.getByRole('dialog')).toContainText('1.12');
  await page.keyboard.press('Escape');
  await page.locator('#water-panel > .filters label', { hasText: '按' }).locator('select').selectOption('basin');
  await expect(page.locator('.waters .finding').first()).toContainText('黄河流域 13 个断面中');
});

test('sections from the source to the mouth', async ({ page }) => {
  await page.getByRole('tab', tab('河流与流域')).click();
  await expect(page.locator('.river-table tbody tr')).toHaveCount(10);
  await expect(page.locator('.along .finding')).toContainText('1 个河段变差：甲8至甲9（总磷）');
  await page.locator('.along select').selectOption({ label: '乙河' });
  await expect(page.locator('.river-table tbody tr')).toHaveCount(3);
});

test('two years', async ({ page }) => {
  await page.getByRole('tab', tab('变化')).click();
  const row = page.locator('.changes-table tbody tr').first();
  await expect(row).toContainText(`${percent(good(2023), 10)} → ${percent(good(2024), 10)}`);
  await expect(row).toContainText('+10.0 个百分点');
  await page.locator('label', { hasText: '前一时段' }).locator('select').selectOption('2021');
  await expect(row).toContainText('明显好转');
  await row.getByRole('button', { name: /明显好转/ }).click();
  await expect(page.getByRole('dialog')).toContainText('ΔG');
});

test('trends over years', async ({ page }) => {
  await page.getByRole('tab', tab('趋势')).click();
  const row = page.locator('table.trends tbody tr', { hasText: 'Ⅰ～Ⅲ类断面比例' });
  for (const year of years) await expect(row).toContainText((10 * good(year)).toFixed(1));
  await expect(row).toContainText('显著上升');
  await expect(row).toContainText('好转');
  await row.getByRole('button', { name: /显著上升/ }).click();
  await expect(page.getByRole('dialog')).toContainText('Σd² = 0');
});

test('cards on a phone, in English', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await page.evaluate(() => (location.hash += '&lang=en&water=basins'));
  await expect(page.locator('.waters .period-card').first()).toContainText('excellent');
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide).toBeLessThanOrEqual(0);
});
