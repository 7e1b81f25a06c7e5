// Issues by severity and cause, refused rows out and in again, exclusions with their reasons.
import { readFileSync } from 'node:fs';
import { airTable, choose, drop, expect, file, gbk, test, waterTable } from './support';
import type { Download, Page } from '@playwright/test';

const textOf = async (download: Download) => readFileSync(await download.path(), 'utf8');
const saved = async (page: Page, button: string) => {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button, exact: true }).click()]);
  return download;
};

/** Sixty days of air of which every second has a cell that is no number. */
function brokenAir(): string {
  return airTable(60)
    .split('\r\n')
    .map((line, n) => (n > 0 && n % 2 ? line.replace(/,30$/, ',3o').replace(/,20$/, ',2o') : line))
    .join('\r\n');
}

test('issues are filtered, opened page by page, lead to their results, and are taken away', async ({ page, site }) => {
  await page.goto(site.address);
  await choose(page, [file('坏数据.csv', brokenAir()), file('断面.csv', waterTable())]);
  const groups = page.locator('.issue');
  await expect(groups.first()).toBeVisible();
  const all = await groups.count();
  const filters = page.locator('.issue-filters select');
  await filters.nth(0).selectOption('error');
  await expect(groups).toHaveCount(1);
  const wrong = groups.first();
  await expect(wrong).toContainText('应为数字');
  await wrong.locator('summary').click();
  await expect(wrong.locator('tbody tr')).toHaveCount(20);
  await wrong.getByRole('button', { name: /再显示/ }).click();
  await expect(wrong.locator('tbody tr')).toHaveCount(60);
  // By file: the one of water has one wrong cell.
  await filters.nth(2).selectOption('断面.csv');
  await expect(wrong.locator('tbody tr')).toHaveCount(1);
  await expect(wrong).toContainText('0.5o');
  await filters.nth(2).selectOption('');
  await filters.nth(0).selectOption('');
  await expect(groups).toHaveCount(all);
  // The results of its rows, and all again.
  const range = page.locator('eg-air-rows .pager span');
  const before = await range.textContent();
  await page.locator('.issue.error').getByRole('button', { name: '看相关结果' }).click();
  await expect(page.locator('eg-air-rows .only-rows')).toContainText('应为数字');
  await expect(range).toContainText('60');
  await expect(page.locator('eg-water-rows tbody tr')).toHaveCount(1);
  await page.locator('eg-air-rows').getByRole('button', { name: '显示全部行' }).click();
  await expect(range).toHaveText(before ?? '');
  const list = await textOf(await saved(page, '下载问题清单'));
  expect(list).toContain('严重程度,代码,说明,文件,行,列,表头,原文');
  expect(list.split('\n').filter((line) => line.includes('not-a-number'))).toHaveLength(61);
});

test('refused rows are downloaded, corrected and dropped back in', async ({ page, site }) => {
  await page.goto(site.address);
  const clean = waterTable().replace('0.5o', '0.58');
  await choose(page, [file('干净.csv', clean)]);
  await expect(page.locator('#part-water')).toBeVisible();
  const expected = await textOf(await saved(page, '导出 CSV'));
  await choose(page, [file('断面.csv', gbk(waterTable()))]);
  await expect(page.locator('.issue').filter({ hasText: '0.5o' })).toBeVisible();
  expect(await textOf(await saved(page, '导出 CSV'))).not.toBe(expected);
  const rejects = await textOf(await saved(page, '下载被拒绝的行'));
  const lines = rejects.replace('\ufeff', '').trim().split('\n');
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/^断面名称,采样时间,.*,来源文件,来源行,校验码,使用情况,原因$/);
  expect(lines[1]).toMatch(/^下村桥,2024-05-05,7\.9,8\.1,3\.2,14,2\.4,0\.5o,0\.05,断面\.csv,10,[a-p]{8},部分使用,氨氮/);
  await drop(page, [file('被拒绝的行.csv', rejects.replace('0.5o', '0.58'))]);
  await expect(page.locator('.file')).toHaveCount(2);
  await expect(page.locator('.issue').filter({ hasText: '0.5o' })).toHaveCount(0);
  expect(await textOf(await saved(page, '导出 CSV'))).toBe(expected);
});

test('a day is corrected and excluded with its reason; the list is undone, exported and imported', async ({ page, site }) => {
  await page.goto(site.address);
  await choose(page, [file('日均值.csv', airTable())]);
  await page.locator('eg-air-rows select').nth(1).selectOption('4');
  await page.locator('eg-air-rows tbody button.num').first().click();
  const panel = page.locator('dialog.explain');
  await panel.getByRole('button', { name: '剔除或更正…' }).click();
  const dialog = page.locator('dialog.exclude');
  await expect(dialog.getByLabel('点位或断面')).toHaveValue('甲城');
  await expect(dialog.getByLabel('开始')).toHaveValue('2024-04-12');
  await dialog.getByLabel('指标').fill('PM10');
  await dialog.getByLabel('处理').selectOption('correct');
  await dialog.getByLabel('更正值').fill('25.3');
  // A reason must be given.
  await dialog.getByRole('button', { name: '保存并重新评价' }).click();
  await expect(dialog).toBeVisible();
  await dialog.getByLabel('原因').fill('小数点');
  await dialog.getByLabel('操作人').fill('张三');
  await dialog.getByRole('button', { name: '保存并重新评价' }).click();
  await expect(dialog).toBeHidden();
  // The explanation follows: the reading as it was, as it is taken, and why.
  await expect(panel).toContainText('更正：小数点（张三）');
  await expect(panel).toContainText('253');
  await page.keyboard.press('Escape');
  await expect(page.locator('.notices').first()).toContainText('更正 1 个');
  await page.locator('eg-air-rows select').nth(1).selectOption('4');
  await expect(page.locator('eg-air-rows tbody tr')).toHaveCount(0);
  const list = page.locator('.exclusions');
  await expect(list.locator('tbody tr')).toHaveCount(1);
  await expect(list.locator('tbody tr')).toContainText('25.3');
  const exported = await textOf(await saved(page, '导出清单'));
  expect(exported).toContain('site,from,to,item,action,value,reason,by\n甲城,2024-04-12,,PM10,correct,25.3,小数点,张三');
  expect(await textOf(await saved(page, '导出 CSV'))).toContain('PM10 253 → 25.3（更正：小数点（张三））');
  await list.getByRole('button', { name: /^撤销/ }).click();
  await expect(list.locator('tbody tr')).toHaveCount(0);
  await page.locator('eg-air-rows select').nth(1).selectOption('4');
  await expect(page.locator('eg-air-rows tbody tr')).toHaveCount(1);
  await page.setInputFiles('#exclusions-file', [file('清单.csv', `${exported}丙城,2024-04-12,,,exclude,,没有的点,\n`)]);
  await expect(list.locator('tbody tr')).toHaveCount(2);
  await expect(page.locator('.issue[data-code=exclusion-unused]')).toContainText('丙城');
  // The same file opened again has its list, as long as the window is open.
  await choose(page, [file('日均值.csv', airTable())]);
  await expect(list.locator('tbody tr')).toHaveCount(2);
});

test('exclusions work where storage is denied, on a narrow screen, by keyboard', async ({ page, site }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.addInitScript(() => {
    Object.defineProperty(window, 'sessionStorage', { get: () => { throw new DOMException('denied', 'SecurityError'); } });
  });
  await page.goto(site.address);
  await choose(page, [file('断面.csv', waterTable())]);
  const list = page.locator('.exclusions');
  await list.getByRole('button', { name: '添加剔除或更正' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.locator('dialog.exclude');
  await expect(dialog).toBeVisible();
  await expect(dialog.getByLabel('点位或断面')).toBeFocused();
  await page.keyboard.type('下村桥');
  await dialog.getByLabel('原因').fill('施工');
  await page.keyboard.press('Enter');
  await expect(list.locator('tbody tr')).toContainText('施工');
  await expect(page.locator('#part-water ~ .notices').first()).toContainText('剔除监测值');
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide).toBeLessThanOrEqual(0);
});
