// Wells, drinking-water sources, own limits and other countries, against numbers worked out here by hand.
import { choose, expect, file, test } from './support';

const table = `点位名称,样品类型,采样日期,pH,氨氮(mg/L),总硬度(mg/L),锰(mg/L),苯(μg/L),取水量(万吨)
甲井,地下水,2024-03-05,7.5,0.35,420,0.16,0.9,
乙井,地下水,2024-03-05,7.5,0.02,100,很多,0.3,
东水源,湖库型饮用水水源地,2024-01-05,7.9,0.2,,0.01,0.5,12.5
东水源,湖库型饮用水水源地,2024-02-05,8.0,1.2,,0.01,0.5,3.4
西水源,地下水型饮用水水源地,2024-01-05,7.6,0.1,300,0.05,0.4L,8.1
民和桥,地表水,2024-01-05,8.1,0.9,,,,
`;

test.beforeEach(async ({ page, site }) => {
  await page.goto(site.address);
  await choose(page, [file('水.csv', table)]);
  await page.locator('#part-waters').scrollIntoViewIfNeeded();
  await expect(page.locator('.waters .tabs')).toBeVisible();
});

const tab = (name: string) => ({ name, exact: true });

test('wells by their worst item', async ({ page }) => {
  await page.getByRole('tab', tab('地下水')).click();
  // Manganese of 0.16 is above 0.10 and below 1.50.
  await expect(page.locator('#water-panel .finding')).toContainText('参评的 2 个地下水点位中，Ⅰ～Ⅲ类 1 个，占 50.0%；Ⅳ类 1 个，占 50.0%');
  await expect(page.locator('#water-panel')).toContainText('锰(0.6)');
  await page.getByRole('button', { name: /甲井 .*Ⅳ/ }).click();
  await expect(page.getByRole('dialog')).toContainText('0.10 < 0.16 ≤ 1.50');
  await page.keyboard.press('Escape');
  // What could not be read is said with its place.
  await page.getByText('1 处其他项目的数据').click();
  await expect(page.locator('#water-panel')).toContainText('水.csv 第 3 行第 7 列');
});

test('sources and the water withdrawn from them', async ({ page }) => {
  await page.getByRole('tab', tab('水源地')).click();
  // 12.5 and 8.1 of 24.0 comply.
  await expect(page.locator('#water-panel .finding')).toContainText('水源达标率 50.0%，水量达标率 85.83%');
  await expect(page.locator('#water-panel')).toContainText('氨氮(0.2)');
  await page.getByLabel('东水源 取水量（万 m³）').fill('8.1');
  await page.getByLabel('东水源 取水量（万 m³）').press('Tab');
  await expect(page.locator('#water-panel .finding')).toContainText('水量达标率 50.00%');
});

test('limits of one’s own', async ({ page }) => {
  await page.getByRole('tab', tab('自定标准')).click();
  await page.getByLabel('限值表').fill('指标,限值,单位,方向\n氨氮,300,μg/L,≤\n某物,1,,≤\n');
  await page.getByRole('button', { name: '使用这些限值' }).click();
  await expect(page.locator('#water-panel')).toContainText('第 3 行“某物”：指标无法识别');
  // 0.35, 1.2 and 0.9 mg/L are above 300 µg/L.
  await expect(page.locator('#water-panel .finding')).toContainText('6 个样品中 3 个达标，占 50.0%');
  await page.getByRole('tab', tab('国际对照')).click();
  await expect(page.locator('#water-panel .finding')).toContainText('CCME');
  await page.locator('label', { hasText: 'CCME 目标值' }).locator('select').selectOption('own');
  await expect(page.locator('#water-panel')).toContainText('1/1 次、1/1 个指标不达标');
});
