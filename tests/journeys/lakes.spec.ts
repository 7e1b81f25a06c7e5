// Lakes, ranked cities, function zones and acid rain, against numbers worked out here.
import type { Page } from '@playwright/test';
import { choose, expect, file, test } from './support';

const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true }).click();

async function open(page: Page, address: string, name: string, text: string): Promise<void> {
  await page.goto(address);
  await choose(page, [file(name, text)]);
  await page.locator('#part-waters').scrollIntoViewIfNeeded();
  await expect(page.locator('.waters .tabs')).toBeVisible();
}

/** TLI of the five indicators with the exact weights r². */
function trophic(chla: number, tp: number, tn: number, sd: number, codmn: number): string {
  const parts = [
    [1, 2.5 + 1.086 * Math.log(chla)],
    [0.84, 9.436 + 1.624 * Math.log(tp)],
    [0.82, 5.453 + 1.694 * Math.log(tn)],
    [0.83, 5.118 - 1.94 * Math.log(sd)],
    [0.83, 0.109 + 2.661 * Math.log(codmn)],
  ] as const;
  const sum = parts.reduce((all, [r, index]) => all + r * r * 10 * index, 0);
  return (sum / parts.reduce((all, [r]) => all + r * r, 0)).toFixed(1);
}

test('lakes by class and trophic state; a salt lake keeps its natural state', async ({ page, site }) => {
  const text = [
    '湖库名称,点位名称,水体类型,水质目标,采样日期,pH,溶解氧(mg/L),高锰酸盐指数(mg/L),氨氮(mg/L),总磷(mg/L),总氮(mg/L),叶绿素a(mg/m3),透明度(cm)',
    '青海湖,二郎剑,湖库,Ⅱ,2024-07-01,9.3,6.8,2.4,0.11,0.012,0.42,1.8,320',
    '青海湖,下社,湖库,Ⅱ,2024-07-01,9.2,6.9,2.2,0.13,0.014,0.46,1.6,300',
    '甲水库,坝前,湖库,Ⅱ,2024-07-01,8.2,8.1,1.6,0.05,0.06,0.9,1.1,410',
    '甲水库,坝前,湖库,Ⅱ,2023-07-01,8.2,8.1,1.6,0.05,0.03,0.9,1.1,410',
  ].join('\n');
  await open(page, site.address, '湖库.csv', `${text}\n`);
  await tab(page, '湖库');
  const rows = page.locator('.lakes-table tbody tr');
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(0)).toContainText('保持自然状态');
  await expect(rows.nth(0)).toContainText(trophic(1.7, 0.013, 0.44, 3.1, 2.3));
  await expect(rows.nth(1)).toContainText(trophic(1.1, 0.06, 0.9, 4.1, 1.6));
  // Ⅲ to Ⅳ: one state worse. (0.06 − 0.05) ÷ 0.05 over Ⅲ.
  await expect(rows.nth(1)).toContainText('有所变差');
  await expect(rows.nth(1)).toContainText('总磷(0.2)');
  await rows.nth(1).getByRole('button', { name: /Ⅳ类/ }).first().click();
  await expect(page.getByRole('dialog')).toContainText('TLI(Σ)');
  await page.keyboard.press('Escape');
  // Without natural-state lakes its class counts.
  await page.locator('.waters summary', { hasText: '本页选项' }).click();
  await page.getByLabel('保持自然状态的湖库').fill('none');
  await page.getByLabel('保持自然状态的湖库').press('Enter');
  await expect(page.locator('.waters .finding').first()).toContainText('参评的 2 个湖库中');
});

test('cities by the items that all have, zones by both modes', async ({ page, site }) => {
  const text = [
    '城市,断面名称,水体类型,水质目标,采样日期,高锰酸盐指数(mg/L),氨氮(mg/L),总磷(mg/L)',
    '甲市,甲桥,河流,Ⅲ,2024-05-01,3,0.5,0.1',
    '乙市,乙桥,河流,Ⅲ,2024-05-01,6,0.5,0.3',
  ].join('\n');
  await open(page, site.address, '城市.csv', `${text}\n`);
  await tab(page, '城市排名');
  await expect(page.locator('.waters .finding').first()).toContainText('不能排名');
  await page.locator('.waters summary', { hasText: '本页选项' }).click();
  await page.getByLabel('指数的指标').selectOption('common');
  // 3 ÷ 6 + 0.5 + 0.1 ÷ 0.2, and 1 + 0.5 + 1.5.
  const rows = page.locator('.cities-table tbody tr');
  await expect(rows.nth(0)).toContainText(/甲市.*1\.5000/s);
  await expect(rows.nth(1)).toContainText(/乙市.*3\.0000/s);
  await tab(page, '功能区');
  await expect(page.locator('.waters .finding').first()).toContainText('双指标评价 2 个水功能区，达标 2 个（100.0%）；全指标评价 2 个，达标 1 个（50.0%）');
});

test('acid rain only where there is rain', async ({ page, site }) => {
  await open(page, site.address, '降水.csv', '城市,点位名称,监测类型,采样日期,pH,降水量(mm)\n甲市,甲站,降水,2024-06-01,5,30\n甲市,乙站,降水,2024-06-02,6,10\n');
  await expect(page.getByRole('tab', { name: '湖库' })).toHaveCount(0);
  await tab(page, '酸雨');
  const mean = -Math.log10((30 * 1e-5 + 10 * 1e-6) / 40);
  await expect(page.locator('.rain-table tbody tr').last()).toContainText(mean.toFixed(2));
  await expect(page.locator('.waters .finding').first()).toContainText('酸雨频率 50.0%');
});
