import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { htmlTable, xlsx, zip } from './packed';
import { airTable, choose, drop, expect, file, gbk, singleFile, test, waterTable } from './support';

/** How one file, or one part of a packed one, was read. */
const card = (page: Page, name: string) => page.locator('.card.file').filter({ has: page.getByRole('heading', { name }) });

const unpacker = /unpack_bg[^/]*\.wasm/;

for (const { where, address } of [
  { where: 'hosted', address: (site: { address: string }) => site.address },
  { where: 'single file', address: () => singleFile },
]) {
  test(`${where}: a workbook, an archive and a page called .xls are read, each sheet and member for itself`, async ({ page, site }) => {
    await page.goto(address(site));
    const [head, ...rows] = airTable().trim().split('\r\n');
    const book = xlsx({ '3月': [head, ...rows.slice(0, 24)].join('\n'), '4月': [head, ...rows.slice(24)].join('\n') });
    await drop(page, [file('日报.xlsx', book)]);
    await expect(page.locator('#part-air')).toBeVisible();
    await expect(card(page, '日报.xlsx › 3月')).toHaveCount(1);
    await expect(card(page, '日报.xlsx › 4月')).toHaveCount(1);
    await page.locator('eg-air-rows select').nth(1).selectOption('4');
    const row = page.locator('eg-air-rows tbody tr');
    await expect(row).toHaveCount(1);
    await expect(row).toContainText('2024-04-12');
    await row.locator('button.num').click();
    await expect(page.locator('dialog.explain')).toContainText('日报.xlsx › 4月');
    await page.keyboard.press('Escape');

    // Several at once: an archive with a GBK text, a workbook and a picture in it, and a page under the name of a workbook.
    const archive = zip({
      '空气/甲乙.csv': gbk(airTable()),
      '水/断面.xlsx': xlsx({ 数据: waterTable() }),
      '照片.png': new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
      '坏.xlsx': new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]),
    });
    const page2003 = gbk(htmlTable(waterTable().replaceAll('上村桥', '老村桥'), 'gb2312'));
    await choose(page, [file('上报.zip', archive), file('水质.xls', page2003)]);
    await expect(card(page, '上报.zip › 空气/甲乙.csv')).toHaveCount(1);
    await expect(card(page, '甲乙.csv')).toContainText(/GB18030/i);
    await expect(card(page, '上报.zip › 水/断面.xlsx › 数据')).toHaveCount(1);
    await expect(card(page, '水质.xls')).toHaveCount(1);
    await expect(page.locator('eg-water-rows')).toContainText('老村桥');
    await expect(page.locator('[data-code=member-skipped]').filter({ hasText: '照片.png' })).toBeVisible();
    await expect(page.locator('[data-code=damaged]').filter({ hasText: '坏.xlsx' })).toBeVisible();
  });
}

test.describe('without a service worker, which fetches everything for later', () => {
  test.use({ serviceWorkers: 'block' });

  test('what opens packed files is fetched for them only', async ({ page, site, watch }) => {
    await page.goto(site.address);
    await drop(page, [file('断面.csv', waterTable())]);
    await expect(page.locator('#part-water')).toBeVisible();
    expect(watch.requests.filter((address) => unpacker.test(address))).toEqual([]);
    await drop(page, [file('断面.xlsx', xlsx({ 一: waterTable() }))]);
    await expect(card(page, '断面.xlsx › 一')).toHaveCount(1);
    expect(watch.requests.filter((address) => unpacker.test(address))).toHaveLength(1);
  });
});

test('a folder is chosen as a whole, without what the system left in it', async ({ page, site }) => {
  const folder = mkdtempSync(join(tmpdir(), 'envgrade-'));
  try {
    mkdirSync(join(folder, '2024'));
    writeFileSync(join(folder, '2024', '断面.xlsx'), xlsx({ 一: waterTable() }));
    writeFileSync(join(folder, '2024', '日报.csv'), airTable());
    writeFileSync(join(folder, '.DS_Store'), '\0');
    await page.goto(site.address);
    await expect(page.getByRole('button', { name: '选择文件夹' }).first()).toBeVisible();
    await page.setInputFiles('#folder', folder);
    await expect(page.locator('#part-water')).toBeVisible();
    await expect(page.locator('#part-air')).toBeVisible();
    await expect(card(page, '2024/断面.xlsx › 一')).toHaveCount(1);
    await expect(page.locator('.card.file')).toHaveCount(2);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('without a worker the page opens packed files itself', async ({ page, site }) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'Worker'));
  await page.goto(site.address);
  await drop(page, [file('断面.xlsx', xlsx({ 一: waterTable() })), file('再.xlsx', xlsx({ 二: airTable() }))]);
  await expect(page.locator('#part-water')).toBeVisible();
  await expect(card(page, '再.xlsx › 二')).toHaveCount(1);
});
