// Shared by all scripts. Node built-ins only: these run before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const at = (...parts) => join(root, ...parts);
export const windows = process.platform === 'win32';
export const targetDir = process.env.CARGO_TARGET_DIR || at('target');

export function say(text) {
  console.log(`\x1b[36m${text}\x1b[0m`);
}

export class Stop extends Error {}

/** Ends a script with a message instead of a stack trace when the cause is known. */
export function main(body) {
  body().catch((error) => {
    console.error(error instanceof Stop ? `\n${error.message}` : error);
    process.exit(1);
  });
}

/** Runs a command to its end, its output shown; throws when it fails. */
export function run(command, args, { env = {}, cwd = root, quiet = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: quiet ? ['ignore', 'ignore', 'inherit'] : ['ignore', 'inherit', 'inherit'],
      shell: windows && /^(npm|npx)$/.test(command),
    });
    child.on('error', (error) => reject(new Stop(`${command}: ${error.message}`)));
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Stop(`${command} ${args.join(' ')} ended with code ${code}`)),
    );
  });
}

/** Standard output of a command, or '' when it cannot run. */
export function output(command, args, env = {}) {
  const done = spawnSync(command, args, { cwd: root, encoding: 'utf8', env: { ...process.env, ...env } });
  return done.status === 0 ? done.stdout.trim() : '';
}

/** Path of a program on PATH, or undefined. */
export function which(name, extra = []) {
  const names = windows ? [`${name}.exe`, `${name}.cmd`] : [name];
  for (const folder of [...extra, ...(process.env.PATH || '').split(delimiter)]) {
    for (const n of names) {
      const path = join(folder, n);
      if (folder && existsSync(path)) return path;
    }
  }
  return undefined;
}

export function read(path) {
  return readFileSync(at(path), 'utf8');
}

/** All files under the given files and folders, sorted, without generated ones. */
export function files(paths, skip = () => false) {
  const found = [];
  const walk = (path) => {
    if (!existsSync(path) || skip(relative(root, path))) return;
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path)) walk(join(path, name));
    } else {
      found.push(path);
    }
  };
  paths.map((p) => at(p)).forEach(walk);
  return found.sort();
}

/** One hash over names and contents, so that a step runs again only when its inputs changed. */
export function hashOf(paths, { skip, also = '' } = {}) {
  const hash = createHash('sha256').update(also);
  for (const path of files(paths, skip)) {
    hash.update(relative(root, path)).update('\0').update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

const stamps = () => at('node_modules', '.cache', 'envgrade');

export function isFresh(step, hash, outputs) {
  const stamp = join(stamps(), step);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hash && outputs.every((o) => existsSync(o));
}

export function setFresh(step, hash) {
  mkdirSync(stamps(), { recursive: true });
  writeFileSync(join(stamps(), step), hash);
}
