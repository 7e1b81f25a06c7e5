// One server below a path of its own, and for every page: no console errors, no request to anybody else.
import { test as base, expect, type Page } from '@playwright/test';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { serve } from '../../scripts/serve.mjs';

export const dist = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'dist');
export const singleFile = pathToFileURL(join(dist, 'envgrade.html')).href;

interface Site {
  address: string;
}

interface Watch {
  errors: string[];
  requests: string[];
}

export const test = base.extend<{ watch: Watch }, { site: Site }>({
  site: [
    async ({}, use) => {
      expect(existsSync(join(dist, 'index.html'))).toBe(true);
      const server = await serve(dist, { port: 0, prefix: '/some/where/' });
      await use({ address: server.address });
      server.close();
    },
    { scope: 'worker' },
  ],
  watch: [
    async ({ context, site }, use) => {
      const watch: Watch = { errors: [], requests: [] };
      context.on('request', (request) => watch.requests.push(request.url()));
      context.on('console', (message) => {
        if (message.type() === 'error') watch.errors.push(message.text());
      });
      context.on('weberror', (error) => watch.errors.push(String(error.error())));
      await use(watch);
      const origin = new URL(site.address).origin;
      const foreign = watch.requests.filter((u) => !u.startsWith(`${origin}/`) && !/^(data|blob|file):/.test(u));
      expect(foreign, 'requests to other origins').toEqual([]);
      expect(watch.errors, 'console errors').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

export interface File {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

export const file = (name: string, content: string | Uint8Array): File => ({
  name,
  mimeType: 'text/csv',
  buffer: typeof content === 'string' ? Buffer.from(content, 'utf8') : Buffer.from(content),
});

let gbkTable: Map<string, [number, number]> | undefined;

/** Text as GBK bytes; the table is turned round from the decoder. */
export function gbk(text: string): Uint8Array {
  if (!gbkTable) {
    gbkTable = new Map();
    const decoder = new TextDecoder('gbk');
    for (let high = 0x81; high <= 0xfe; high++) {
      for (let low = 0x40; low <= 0xfe; low++) {
        const char = decoder.decode(new Uint8Array([high, low]));
        if (char.length === 1 && char !== '\ufffd' && !gbkTable.has(char)) gbkTable.set(char, [high, low]);
      }
    }
  }
  const bytes: number[] = [];
  for (const char of text) {
    const code = char.charCodeAt(0);
    if (code < 0x80) bytes.push(code);
    else {
      const pair = gbkTable.get(char);
      if (!pair) throw new Error(`not in GBK: ${char}`);
      bytes.push(...pair);
    }
  }
  return new Uint8Array(bytes);
}

/** Two invented towns in the spring of 2024; 12 April has PM10 253, the rest is clean. */
export function airTable(days = 40): string {
  const lines = ['城市,日期,SO2,NO2,CO,O3_8h,PM10,PM2.5'];
  for (let d = 0; d < days; d++) {
    const date = new Date(Date.UTC(2024, 2, 20 + d)).toISOString().slice(0, 10);
    const pm10 = date === '2024-04-12' ? 253 : 60 + (d % 7);
    lines.push(`甲城,${date},9,21,0.6,88,${pm10},30`);
    lines.push(`乙城,${date},7,18,0.5,80,40,20`);
  }
  return `${lines.join('\r\n')}\r\n`;
}

/** Invented sections over four months; 下村桥 has total phosphorus 0.26 and one cell that is no number. */
export function waterTable(): string {
  const lines = ['断面名称,采样时间,pH,溶解氧(mg/L),高锰酸盐指数(mg/L),化学需氧量(mg/L),五日生化需氧量(mg/L),氨氮(mg/L),总磷(mg/L)'];
  for (let m = 1; m <= 4; m++) {
    lines.push(`上村桥,2024-0${m}-05,8.1,9.2,1.8,9,1.2,0.10,0.02`);
    lines.push(`下村桥,2024-0${m}-05,7.9,8.1,3.2,14,2.4,0.42,0.26`);
  }
  lines.push('下村桥,2024-05-05,7.9,8.1,3.2,14,2.4,0.5o,0.05');
  return `${lines.join('\n')}\n`;
}

/** Drops files on the page as a person would. */
export async function drop(page: Page, files: File[]): Promise<void> {
  const transfer = await page.evaluateHandle(
    (list) => {
      const held = new DataTransfer();
      for (const f of list) {
        const bytes = Uint8Array.from(atob(f.base64), (c) => c.charCodeAt(0));
        held.items.add(new File([bytes], f.name, { type: f.mimeType }));
      }
      return held;
    },
    files.map((f) => ({ name: f.name, mimeType: f.mimeType, base64: f.buffer.toString('base64') })),
  );
  for (const type of ['dragenter', 'dragover', 'drop']) {
    await page.dispatchEvent('.drop', type, { dataTransfer: transfer });
  }
}

export async function choose(page: Page, files: File[]): Promise<void> {
  await page.setInputFiles('#file', files);
}
