import { createServer } from 'node:http';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '../../scripts/serve.mjs';
import { airTable, dist, expect, test, waterTable } from './support';

test.describe('with data beside it', () => {
  let folder = '';
  let site: { address: string; close: () => void };
  test.beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'envgrade-'));
    cpSync(dist, folder, { recursive: true });
    writeFileSync(join(folder, 'water.csv'), waterTable());
    writeFileSync(join(folder, 'air.csv'), airTable());
    writeFileSync(join(folder, 'host.html'), '<!doctype html><title>host</title><iframe title="chart" width="700" height="200"></iframe>');
    site = await serve(folder, { port: 0 });
  });
  test.afterAll(() => {
    site.close();
    rmSync(folder, { recursive: true });
  });

  test('the frame posts its height to the page around it', async ({ browser }) => {
    const page = await browser.newPage();
    await page.goto(`${site.address}host.html`);
    const heights = await page.evaluate(
      (src) =>
        new Promise<number[]>((resolve) => {
          const frame = document.querySelector('iframe') as HTMLIFrameElement;
          const seen: number[] = [];
          addEventListener('message', (event) => {
            if (event.source === frame.contentWindow && event.data?.type === 'envgrade:height') seen.push(event.data.height);
          });
          frame.src = src;
          setTimeout(() => resolve(seen), 3000);
        }),
      `${site.address}embed.html#domain=air`,
    );
    expect(heights.length).toBeGreaterThan(0);
    expect(heights[heights.length - 1]).toBeGreaterThan(250);
    await page.close();
  });

  test('the fragment chooses file, site and language', async ({ browser }) => {
    const page = await browser.newPage();
    await page.goto(`${site.address}embed.html#data=air.csv&site=${encodeURIComponent('乙城')}&lang=en&theme=dark`);
    await expect(page.locator('eg-calendar canvas')).toHaveAttribute('aria-label', /乙城/);
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await expect(page.locator('.drop')).toHaveCount(0);
    await page.goto(`${site.address}embed.html#data=water.csv&controls=0&upload=1`);
    await page.reload();
    await expect(page.locator('eg-matrix canvas')).toBeVisible();
    await expect(page.locator('.figure-tools')).toHaveCount(0);
    await expect(page.locator('.drop')).toBeVisible();
    await page.close();
  });

  test('an address on another site is refused without a request', async ({ browser }) => {
    const asked: string[] = [];
    const other = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end('x');
    }).listen(0);
    const port = (other.address() as { port: number }).port;
    const page = await browser.newPage();
    await page.goto(`${site.address}embed.html#data=${encodeURIComponent(`http://127.0.0.1:${port}/x.csv`)}`);
    await expect(page.getByRole('alert')).toBeVisible();
    expect(asked).toEqual([]);
    await page.close();
    other.close();
  });
});
