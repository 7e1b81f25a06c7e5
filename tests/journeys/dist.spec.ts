import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { foreignAddresses } from '../../scripts/build.mjs';
import { dist, expect, test } from './support';

test('no file names an address on another site', () => {
  expect(foreignAddresses()).toEqual([]);
});

test('every page carries the policy that forbids other sites, and no inline handlers', () => {
  for (const name of ['index.html', 'embed.html', 'envgrade.html']) {
    const html = readFileSync(join(dist, name), 'utf8');
    const policy = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(html)?.[1] ?? '';
    expect(policy).toContain("object-src 'none'");
    expect(policy).toContain("form-action 'none'");
    expect(policy).toMatch(name === 'envgrade.html' ? /connect-src 'none'/ : /connect-src 'self'/);
    expect(html.split('<script')[0]).not.toMatch(/\son\w+=/);
  }
});

test('the service worker lists exactly the files of the site', () => {
  const listed = JSON.parse(/const files = (\[.*?\]);/.exec(readFileSync(join(dist, 'sw.js'), 'utf8'))?.[1] ?? '[]');
  const there = readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile())
    .map((e) => join(e.parentPath, e.name).slice(dist.length + 1))
    .filter((n) => !['sw.js', 'envgrade.html', 'licences.txt'].includes(n));
  expect([...listed].sort()).toEqual(there.sort());
});

test('the module asks for nothing that Chromium 86 lacks', async () => {
  const name = readdirSync(join(dist, 'assets')).find((n) => n.endsWith('.wasm')) ?? '';
  const bytes = readFileSync(join(dist, 'assets', name));
  const module = await WebAssembly.compile(bytes);
  // Reference types would show as an exported or imported table of externref.
  const tables = [...WebAssembly.Module.imports(module), ...WebAssembly.Module.exports(module)].filter((e) => e.kind === 'table');
  expect(tables.filter((t) => /externref/i.test(t.name))).toEqual([]);
  expect(WebAssembly.Module.customSections(module, 'target_features')).toHaveLength(0);
});
