// Texts of the licences of everything that is inside the shipped files.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { at, output } from './lib.mjs';
import { cargo } from './setup.mjs';

/** The permissive text is enough where a crate offers a choice. */
function text(folder) {
  const names = readdirSync(folder).filter((n) => /^(licen[cs]e|copying)/i.test(n));
  const best = names.find((n) => /mit/i.test(n)) ?? names.find((n) => !/apache|unlicense|zlib/i.test(n)) ?? names[0];
  return best ? readFileSync(join(folder, best), 'utf8').replace(/\r\n/g, '\n').trim() : '';
}

function crates() {
  const answer = output(cargo(), ['metadata', '--format-version', '1', '--filter-platform', 'wasm32-unknown-unknown']);
  if (!answer) return [];
  const metadata = JSON.parse(answer);
  const packages = new Map(metadata.packages.map((p) => [p.id, p]));
  const nodes = new Map(metadata.resolve.nodes.map((n) => [n.id, n]));
  const seen = new Set();
  const walk = (id) => {
    if (seen.has(id)) return;
    seen.add(id);
    for (const dep of nodes.get(id).deps) {
      const isMacro = packages.get(dep.pkg).targets.some((t) => t.kind.includes('proc-macro'));
      // Macros and build scripts run while compiling and are not part of the result.
      if (!isMacro && dep.dep_kinds.some((k) => k.kind === null)) walk(dep.pkg);
    }
  };
  walk(metadata.resolve.root);
  seen.delete(metadata.resolve.root);
  return [...seen].map((id) => {
    const p = packages.get(id);
    return { name: `${p.name} ${p.version}`, licence: p.license ?? '', text: text(dirname(p.manifest_path)) };
  });
}

function npm() {
  return ['lit', 'lit-html', 'lit-element', '@lit/reactive-element'].flatMap((name) => {
    const folder = at('node_modules', ...name.split('/'));
    if (!existsSync(folder)) return [];
    const p = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return [{ name: `${p.name} ${p.version}`, licence: p.license, text: text(folder) }];
  });
}

export function licences() {
  const byText = new Map();
  for (const part of [...npm(), ...crates()].sort((a, b) => a.name.localeCompare(b.name))) {
    const key = part.text || part.licence;
    byText.set(key, [...(byText.get(key) ?? []), `${part.name} (${part.licence})`]);
  }
  // Without schemes: no shipped file names an address that could be contacted.
  return [...byText].map(([body, names]) => `${names.join('\n')}\n\n${body}\n`).join(`\n${'-'.repeat(72)}\n\n`).replace(/https?:\/\//g, '');
}
