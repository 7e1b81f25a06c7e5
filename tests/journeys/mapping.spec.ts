import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { choose, expect, file, test } from './support';
import type { Page } from '@playwright/test';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What axe finds in a dialog. */
async function violations(page: Page, place: string): Promise<string[]> {
  await page.evaluate(readFileSync(axePath, 'utf8'));
  return page.evaluate(async (place) => {
    // @ts-expect-error axe was loaded as a script.
    const found = await window.axe.run(document.querySelector(place), { resultTypes: ['violations'] });
    return found.violations.map((v: { id: string; nodes: { html: string }[] }) => `${v.id}: ${v.nodes[0]?.html}`);
  }, place);
}

const table = [
  '某州水质月报,,,,',
  '断面名称,采样时间,高指X,溶解氧(mg/L),氨氮(mg/L)',
  '甲桥,2024-01-05,12.5,9.1,0.12',
  '乙桥,2024-01-05,3.1,9.3,0.32',
  '甲桥,2024-02-05,2.2,9.2,0.22',
].join('\n');
const permuted = [
  '采样时间,氨氮(mg/L),断面名称,高指X,溶解氧(mg/L)',
  '2024-03-05,0.12,甲桥,12.5,9.1',
  '2024-03-06,0.12,乙桥,2.5,9.1',
].join('\n');

test('a column that nothing knows is named by a person, graded, remembered for the same header, saved and reset', async ({ page, site }) => {
  await page.goto(site.address);
  await choose(page, [file('月报.csv', table)]);
  const door = page.locator('.file .caution');
  await expect(door).toContainText('有 1 列');
  await expect(page.locator('eg-water-rows tbody')).not.toContainText('高锰酸盐指数');
  await door.getByRole('button').click();
  const dialog = page.locator('dialog.mapping');
  await expect(dialog).toBeVisible();
  await expect(dialog.getByRole('row', { name: /高指X/ })).toContainText('12.5');
  expect(await violations(page, 'dialog.mapping')).toEqual([]);
  await dialog.getByLabel('高指X 用作').selectOption('reading:codmn');
  await dialog.getByLabel('高指X 的单位').fill('mg/L');
  const [saved] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name: '存为映射文件' }).click()]);
  const mapping: unknown = JSON.parse(readFileSync(await saved.path(), 'utf8'));
  expect(mapping).toMatchObject({ format: 'envgrade-mapping', version: 1, columns: [{ header: '高指X', role: 'reading:codmn', unit: 'mg/L' }] });
  await dialog.getByRole('button', { name: '按此重新评价' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.locator('.file .tag')).toContainText('已记住的读法');
  await expect(page.locator('.file .caution')).toHaveCount(0);
  await expect(page.locator('eg-water-rows tbody tr').first()).toContainText('高锰酸盐指数');

  // Another file with the same header in another order, after the page was left.
  await page.reload();
  await choose(page, [file('另一月.csv', permuted)]);
  await expect(page.locator('.file .tag')).toContainText('已记住的读法');
  await expect(page.locator('eg-water-rows tbody tr').first()).toContainText('高锰酸盐指数');
  await page.locator('.mapping-door button').click();
  await expect(dialog.getByLabel('高指X 用作')).toHaveValue('reading:codmn');
  await dialog.getByRole('button', { name: '恢复自动识别' }).click();
  await expect(page.locator('.file .caution')).toContainText('有 1 列');
  await page.reload();
  await choose(page, [file('另一月.csv', permuted)]);
  await expect(page.locator('.file .caution')).toContainText('有 1 列');

  // The saved file says it again.
  await page.locator('.file .caution button').click();
  await dialog.locator('input[type=file]').setInputFiles([{ name: 'm.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(mapping)) }]);
  await expect(dialog.getByLabel('高指X 用作')).toHaveValue('reading:codmn');
  await dialog.locator('input[type=file]').setInputFiles([{ name: 'm.json', mimeType: 'application/json', buffer: Buffer.from('{}') }]);
  await expect(dialog.getByRole('alert')).toContainText('不是映射文件');
});

test('a table that was not understood: header row and columns are said with the keyboard', async ({ page, site }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', { get: () => { throw new DOMException('denied', 'SecurityError'); } });
  });
  await page.goto(site.address);
  await choose(page, [file('未知.csv', 'x1,x2,x3\nA,2024-01-05,0.12\nB,2024-01-05,2.5\n')]);
  const door = page.locator('.file .caution button');
  await expect(door).toBeVisible();
  await door.focus();
  await page.keyboard.press('Enter');
  const dialog = page.locator('dialog.mapping');
  await dialog.getByLabel(/表头行/).fill('1');
  await page.keyboard.press('Tab');
  await expect(dialog.locator('.check')).toContainText('只在本页有效');
  const roles: [string, string][] = [['x1 用作', 'site'], ['x2 用作', 'date'], ['x3 用作', 'reading:nh3n']];
  for (const [label, role] of roles) {
    await dialog.getByLabel(label).focus();
    await dialog.getByLabel(label).selectOption(role);
  }
  await dialog.getByRole('button', { name: '按此重新评价' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('eg-water-rows tbody tr')).toHaveCount(2);
  await expect(page.locator('eg-water-rows tbody')).toContainText('劣Ⅴ');
  await expect(page.locator('.file .tag')).toContainText('按您指定的读法');
});

test('an encoding is said, and the file is read again by it', async ({ page, site }) => {
  await page.goto(site.address);
  const head = Buffer.from([0xab, 0xb0, 0xa5, 0xab, 0x2c, 0xa4, 0xe9, 0xb4, 0xc1]); // 城市,日期 in Big5
  const rows = Array.from({ length: 9 }, (_, n) => Buffer.concat([Buffer.from([0xbb, 0x4f, 0xa5, 0x5f]), Buffer.from(`,2024-03-0${n + 1},35,60\n`)]));
  await choose(page, [file('big5.csv', Buffer.concat([head, Buffer.from(',PM2.5,PM10\n'), ...rows]))]);
  await page.locator('.file .caution button, .mapping-door button').first().click();
  await page.locator('dialog.mapping').getByLabel('编码').selectOption('Big5');
  await page.locator('dialog.mapping').getByRole('button', { name: '按此重新评价' }).click();
  await expect(page.locator('.facts')).toContainText('Big5');
  await expect(page.locator('eg-air-rows tbody tr').first()).toContainText('臺北');
});

test('a sample on paper is typed in and graded, on a small screen', async ({ page, site }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(site.address);
  await page.getByRole('button', { name: '手工录入' }).first().click();
  const dialog = page.locator('dialog.typing');
  await dialog.getByRole('button', { name: '开始评价' }).click();
  await expect(dialog.getByRole('alert')).toContainText('请至少填一个数值');
  await dialog.getByLabel('内容').selectOption('water');
  await dialog.getByLabel('断面').fill('甲,桥');
  await dialog.getByLabel('采样时间').fill('2026-11-03');
  await dialog.getByLabel('水体类型').selectOption('湖库');
  await dialog.getByLabel('总磷(mg/L)').fill('0.06');
  expect(await violations(page, 'dialog.typing')).toEqual([]);
  await dialog.getByRole('button', { name: '再加一条' }).click();
  await expect(dialog.locator('fieldset')).toHaveCount(2);
  await dialog.getByRole('button', { name: '开始评价' }).click();
  await expect(page.locator('eg-water-rows tbody tr')).toHaveCount(1);
  // 0.06 mg/L of phosphorus is class IV in a lake.
  await expect(page.locator('eg-water-rows tbody tr')).toContainText('甲,桥');
  await expect(page.locator('eg-water-rows tbody tr')).toContainText('Ⅳ');
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
});
