import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { airTable, choose, drop, expect, file, gbk, singleFile, test, waterTable } from './support';

const homes = [
  { where: 'hosted', address: (site: { address: string }) => site.address },
  { where: 'single file', address: () => singleFile },
];

for (const { where, address } of homes) {
  test(`${where}: a GBK file of air data, dropped, graded, explained and exported`, async ({ page, site }) => {
    await page.goto(address(site));
    await drop(page, [file('日均值.csv', gbk(airTable()))]);
    await expect(page.locator('.facts')).toContainText(/GB18030/i);
    await expect(page.locator('#part-air')).toBeVisible();
    // The one dusty day, read from the table.
    await page.locator('eg-air-rows select').nth(1).selectOption('4');
    const row = page.locator('eg-air-rows tbody tr');
    await expect(row).toHaveCount(1);
    await expect(row).toContainText('2024-04-12');
    await expect(row).toContainText('甲城');
    await expect(row).toContainText('152');
    await expect(row).toContainText('中度污染');
    await row.locator('button.num').click();
    const panel = page.locator('dialog.explain');
    await expect(panel).toContainText('152');
    await expect(panel.locator('.formula').filter({ hasText: '253' }).first()).toBeVisible();
    await expect(panel).toContainText('日均值.csv');
    await expect(panel).toContainText('HJ 633');
    await expect(page).toHaveURL(/open=own\.air\./);
    await page.keyboard.press('Escape');
    await expect(panel).toBeHidden();
    // The dialog tells of its closing in a task of its own.
    await expect(page).not.toHaveURL(/open=/);
    const [csv] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出 CSV' }).click()]);
    const text = readFileSync(await csv.path(), 'utf8');
    expect(text).toContain('2024-04-12');
    expect(text).toContain('152');
    const [json] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出 JSON' }).click()]);
    JSON.parse(readFileSync(await json.path(), 'utf8'));
  });

  test(`${where}: a UTF-8 file of water data, chosen by button`, async ({ page, site }) => {
    await page.goto(address(site));
    await choose(page, [file('断面.csv', waterTable())]);
    await expect(page.locator('#part-water')).toBeVisible();
    await expect(page.locator('.facts')).toContainText('UTF-8');
    await page.locator('eg-water-rows select').nth(1).selectOption('4');
    const rows = page.locator('eg-water-rows tbody tr');
    await expect(rows).toHaveCount(4);
    await expect(rows.first()).toContainText('下村桥');
    await expect(rows.first()).toContainText('总磷');
    await rows.first().locator('.chip-button').click();
    await expect(page.locator('dialog.explain')).toContainText('0.26');
    await expect(page.locator('dialog.explain')).toContainText('断面.csv');
    await page.keyboard.press('Escape');
    // The wrong cell, by file, row and column.
    const issue = page.locator('.issue').filter({ hasText: '0.5o' });
    await expect(issue).toContainText('断面.csv');
    await expect(issue.locator('td').nth(1)).toHaveText('10');
    await expect(issue).toContainText('氨氮');
    // The body was assumed; one action changes it.
    const note = page.locator('#part-water ~ .caution');
    await expect(note).toContainText('河流');
    await note.getByRole('button').click();
    await expect(note).toContainText('暂按湖库');
    await expect(page.locator('eg-water-rows tbody tr').first()).toContainText('湖库');
    // Months by section, as drawing and as table.
    await page.locator('eg-matrix summary').click();
    await expect(page.locator('eg-matrix table tbody tr')).toHaveCount(2);
  });
}

test('the first screen needs no upload: published numbers open their sources, examples are marked', async ({ page, site }) => {
  await page.goto(site.address);
  await expect(page.locator('.lead h1 button.num').first()).toBeVisible();
  await page.locator('.lead h1 button.num').first().click();
  await expect(page.locator('dialog.explain table tbody tr').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('#example-air .tag.simulated')).toContainText('模拟数据');
  await expect(page.locator('.tag.real')).toBeVisible();
  await expect(page.locator('eg-calendar canvas')).toBeVisible();
  await expect(page.locator('eg-water-rows tbody tr').first()).toBeVisible();
  await expect(page.locator('.drop')).toContainText('数据不会上传');
});

test('a pasted table is graded', async ({ page, site }) => {
  await page.goto(site.address);
  await page.getByRole('button', { name: '粘贴表格' }).click();
  await page.locator('dialog.paste textarea').fill(airTable(3).replace(/,/g, '\t'));
  await page.locator('dialog.paste button.primary').click();
  await expect(page.locator('eg-air-rows tbody tr')).toHaveCount(6);
});

test('templates download and are understood without an issue that leaves something out', async ({ page, site }) => {
  for (const name of ['空气日均值', '空气小时值', '空气点位表', '沙尘时段', '地表水断面']) {
    await page.goto(site.address);
    await page.locator('.menu summary').first().click();
    const [template] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
    await choose(page, [file(template.suggestedFilename(), readFileSync(await template.path()))]);
    await expect(page.locator('.file')).toBeVisible();
    await expect(page.locator('.file .facts dd').nth(3)).toHaveText('1');
    await expect(page.locator('.issue.error')).toHaveCount(0);
    await page.getByRole('button', { name: '清除数据' }).click();
  }
});

const bad: [string, string, Uint8Array][] = [
  ['an empty file', 'empty.csv', new Uint8Array()],
  ['a binary file', 'picture.csv', Uint8Array.from({ length: 4096 }, (_, i) => (i * 197 + (i >> 3)) & 0xff)],
  ['a header without rows', 'header.csv', new TextEncoder().encode('城市,日期,PM2.5\n')],
  ['prose', 'letter.txt', new TextEncoder().encode('这不是表格。\n')],
];
for (const [what, name, bytes] of bad) {
  test(`${what} gets a message`, async ({ page, site }) => {
    await page.goto(site.address);
    await choose(page, [file(name, bytes)]);
    await expect(page.locator('.lead h1')).toHaveText('没有读到可以评价的数据');
    await expect(page.locator('.issue').first()).toBeVisible();
    await expect(page.locator('.drop')).toBeVisible();
  });
}

test('a GBK file cut inside a character still gives its whole rows', async ({ page, site }) => {
  await page.goto(site.address);
  const bytes = gbk(`${airTable(10)}丙城`);
  await choose(page, [file('cut.csv', bytes.slice(0, -1))]);
  await expect(page.locator('#part-air')).toBeVisible();
  await expect(page.locator('eg-air-rows tbody tr')).toHaveCount(20);
});

test('a long file that shows only at its very end that it is GBK is read again', async ({ page, site }) => {
  await page.goto(site.address);
  const plain = airTable(400).replace(/甲城/g, 'A').replace(/乙城/g, 'B').replace('城市,日期', 'site,date');
  const rows = plain.repeat(3).split('\r\nsite,').join('\r\n# ');
  const bytes = new Uint8Array([...new TextEncoder().encode(rows), ...gbk('丙城,2024-03-20,7,18,0.5,80,40,20')]);
  expect(bytes.length).toBeGreaterThan(65536);
  await choose(page, [file('late.csv', bytes)]);
  await expect(page.locator('.facts')).toContainText('GB18030');
  await page.locator('eg-air-rows').waitFor();
  await expect(page.locator('#part-air ~ .card table').first()).toContainText('丙城');
});

test('a large file shows progress, and cancel really stops', async ({ page, site }) => {
  await page.goto(site.address);
  await expect(page.locator('eg-calendar canvas')).toBeVisible();
  await page.evaluate(() => {
    const line = '甲城,2024-03-20,9,21,0.6,88,60,30\n';
    const block = line.repeat(20_000);
    const held = new DataTransfer();
    held.items.add(new File(['城市,日期,SO2,NO2,CO,O3_8h,PM10,PM2.5\n', ...Array.from({ length: 400 }, () => block)], 'large.csv'));
    const input = document.querySelector<HTMLInputElement>('#file');
    if (!input) throw new Error('no input');
    input.files = held.files;
    input.dispatchEvent(new Event('change'));
  });
  await expect(page.getByRole('progressbar')).toBeVisible();
  const start = Date.now();
  await page.getByRole('button', { name: '取消' }).click();
  await expect(page.getByRole('heading', { name: '已取消' })).toBeVisible();
  expect(Date.now() - start).toBeLessThan(2000);
  // A fresh worker takes over.
  await choose(page, [file('after.csv', airTable(5))]);
  await expect(page.locator('eg-air-rows tbody tr')).toHaveCount(10);
});

test('without workers the page grades by itself', async ({ page, site }) => {
  await page.addInitScript(() => {
    // @ts-expect-error the page must cope with its absence
    delete window.Worker;
  });
  await page.goto(site.address);
  await choose(page, [file('日均值.csv', airTable())]);
  await expect(page.locator('eg-air-rows tbody tr').first()).toBeVisible();
});

test('English is complete and switches in place', async ({ page, site }) => {
  await page.goto(site.address);
  await page.getByTitle('切换到英文').click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.locator('.drop')).toContainText('nothing is uploaded');
  await expect(page.locator('eg-calendar .finding')).toHaveText(/[A-Za-z]/);
  await choose(page, [file('daily.csv', airTable())]);
  await expect(page.locator('#part-issues')).toHaveText('Issues in the data');
  const chinese = await page.evaluate(() => {
    const found: string[] = [];
    const walk = document.createTreeWalker(document.getElementById('main') as HTMLElement, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const text = walk.currentNode.textContent ?? '';
      // Names from the file stay as they are.
      if (/[\u4e00-\u9fff]/.test(text.replace(/[甲乙]城|城市|日期|中文/g, ''))) found.push(text.trim());
    }
    return found;
  });
  expect(chinese).toEqual([]);
});

test('the calendar has a keyboard cursor', async ({ page, site }) => {
  await page.goto(site.address);
  const area = page.locator('eg-calendar .canvas-scroll');
  await expect(page.locator('eg-calendar canvas')).toBeVisible();
  await page.waitForFunction(() => (document.querySelector<HTMLCanvasElement>('eg-calendar canvas')?.width ?? 0) > 400);
  await area.focus();
  const tip = page.locator('eg-calendar .tip');
  await expect(tip).toBeVisible();
  const first = await tip.textContent();
  await page.keyboard.press('ArrowRight');
  await expect(tip).not.toHaveText(first ?? '');
  await expect(page.locator('#live')).toHaveText((await tip.textContent()) ?? '');
  await page.keyboard.press('End');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Escape');
  await expect(tip).toBeHidden();
  await page.keyboard.press('ArrowDown');
  await expect(tip).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.locator('dialog.explain h2')).toContainText('AQI');
  await page.keyboard.press('Escape');
  await expect(area).toBeFocused();
});

test('PNG and SVG carry title, source, standard and the mark', async ({ page, site }) => {
  await page.goto(site.address);
  await expect(page.locator('eg-calendar canvas')).toBeVisible();
  const [svg] = await Promise.all([page.waitForEvent('download'), page.locator('eg-calendar button', { hasText: 'SVG' }).click()]);
  const text = readFileSync(await svg.path(), 'utf8');
  for (const part of ['参考结果，非官方发布', '每日空气质量指数', 'simulated-year.csv', 'HJ 633']) {
    expect(text.includes(part), part).toBe(true);
  }
  const [png] = await Promise.all([page.waitForEvent('download'), page.locator('eg-calendar button', { hasText: 'PNG' }).click()]);
  const bytes = readFileSync(await png.path());
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  expect(bytes.readUInt32BE(16)).toBeGreaterThanOrEqual(2000);
});

test('every canvas has a name, a description and a table with as many points', async ({ page, site }) => {
  await page.goto(site.address);
  await choose(page, [file('a.csv', airTable()), file('w.csv', waterTable())]);
  await expect(page.locator('eg-matrix canvas')).toBeVisible();
  const figures = await page.locator('canvas').evaluateAll((all) =>
    all.map((canvas) => ({
      role: canvas.getAttribute('role'),
      name: canvas.getAttribute('aria-label') ?? '',
      described: (canvas.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent?.trim() ?? '')
        .join(' '),
      points: document.getElementById(canvas.getAttribute('aria-details') ?? '')?.querySelectorAll('table tbody button').length ?? 0,
    })),
  );
  expect(figures).toHaveLength(2);
  for (const figure of figures) {
    expect(figure.role).toBe('img');
    expect(figure.name.length).toBeGreaterThan(5);
    expect(figure.described.length).toBeGreaterThan(10);
  }
  expect(figures.map((f) => f.points)).toEqual([40, 9]);
});

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
for (const [name, hash, scheme] of [
  ['overview', '', 'light'],
  ['overview, dark, English', '#lang=en', 'dark'],
  ['result', 'data', 'light'],
  ['explanation', 'open', 'dark'],
  ['about', '#view=about', 'light'],
] as const) {
  test(`axe finds nothing serious: ${name}`, async ({ page, site }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.goto(site.address + (hash.startsWith('#') ? hash : ''));
    if (hash === 'data' || hash === 'open') {
      await choose(page, [file('a.csv', airTable()), file('w.csv', waterTable())]);
      await expect(page.locator('eg-water-rows tbody tr').first()).toBeVisible();
    }
    if (hash === 'open') {
      await page.locator('eg-water-rows .chip-button').first().click();
      await expect(page.locator('dialog.explain .steps li').first()).toBeVisible();
    }
    await page.waitForTimeout(500);
    await page.evaluate(readFileSync(axePath, 'utf8'));
    const violations = await page.evaluate(async () => {
      // @ts-expect-error added by the line above
      const found = await window.axe.run(document, { resultTypes: ['violations'] });
      return found.violations
        .filter((v: { impact: string }) => v.impact === 'serious' || v.impact === 'critical')
        .map((v: { id: string; nodes: { target: unknown }[] }) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => String(n.target)).join(' | ')}`);
    });
    expect(violations).toEqual([]);
  });
}

for (const width of [320, 360, 768]) {
  test(`nothing scrolls sideways at ${width} px`, async ({ page, site }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(site.address);
    await expect(page.locator('eg-water-rows tbody tr').first()).toBeVisible();
    const over = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(await over()).toBeLessThanOrEqual(0);
    await choose(page, [file('a.csv', airTable()), file('w.csv', waterTable())]);
    await expect(page.locator('eg-matrix canvas')).toBeVisible();
    expect(await over()).toBeLessThanOrEqual(0);
  });
}

test('a link to an explanation opens it; one to data that are not here says so', async ({ page, site }) => {
  await page.goto(`${site.address}#open=demo.air.0`);
  await expect(page.locator('dialog.explain .steps li').first()).toBeVisible();
  await page.goto(`${site.address}#view=data&open=own.air.0`);
  await page.reload();
  await expect(page.locator('dialog.explain')).toContainText('不在这个浏览器里');
});

test('once visited, the page opens without the network', async ({ page, context, site }) => {
  await page.goto(site.address);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  await context.setOffline(true);
  await page.reload();
  await expect(page.locator('.lead h1 button.num').first()).toBeVisible();
  await choose(page, [file('a.csv', airTable(3))]);
  await expect(page.locator('eg-air-rows tbody tr')).toHaveCount(6);
  await context.setOffline(false);
});
