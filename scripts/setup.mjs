// Installs what a fresh machine lacks, and nothing else.
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Stop, at, hashOf, isFresh, output, read, root, run, say, setFresh, targetDir, which, windows } from './lib.mjs';

export async function npmPackages() {
  const hash = hashOf(['package.json', 'package-lock.json']);
  if (isFresh('npm', hash, [at('node_modules', 'vite'), at('node_modules', 'lit')])) return;
  say('Installing the npm packages');
  await run('npm', [existsSync(at('package-lock.json')) ? 'ci' : 'install', '--no-audit', '--no-fund']);
  setFresh('npm', hashOf(['package.json', 'package-lock.json']));
}

const cargoBin = join(process.env.CARGO_HOME || join(homedir(), '.cargo'), 'bin');

export function cargo() {
  const path = which('cargo', [cargoBin]);
  if (!path) throw new Stop('Rust is missing. Install it with rustup (the stable toolchain), then run this again.');
  return path;
}

export async function wasmTarget() {
  const sysroot = output(which('rustc', [cargoBin]) || 'rustc', ['--print', 'sysroot']);
  if (sysroot && existsSync(join(sysroot, 'lib', 'rustlib', 'wasm32-unknown-unknown', 'lib'))) return;
  const rustup = which('rustup', [cargoBin]);
  if (!rustup) throw new Stop('The Rust target wasm32-unknown-unknown is missing and rustup is not there to add it.');
  say('Adding the Rust target wasm32-unknown-unknown');
  await run(rustup, ['target', 'add', 'wasm32-unknown-unknown']);
}

/** A minimal toolchain comes without the formatter and the lints. */
export async function components() {
  const rustup = which('rustup', [cargoBin]);
  for (const [name, program] of [['rustfmt', 'fmt'], ['clippy', 'clippy']]) {
    if (output(cargo(), [program, '--version'])) continue;
    if (!rustup) throw new Stop(`cargo ${program} is missing and rustup is not there to add it.`);
    say(`Adding ${name}`);
    await run(rustup, ['component', 'add', name]);
  }
}

/** The version that Cargo resolved: the command line must match it exactly. */
export function bindgenVersion() {
  if (existsSync(at('Cargo.lock'))) {
    const locked = /name = "wasm-bindgen"\r?\nversion = "([^"]+)"/.exec(read('Cargo.lock'));
    if (locked) return locked[1];
  }
  const pinned = /^wasm-bindgen\s*=\s*"=?([\d.]+)"/m.exec(read('Cargo.toml'));
  if (!pinned) throw new Stop('Cargo.toml names no version of wasm-bindgen.');
  return pinned[1];
}

/** Folder of wasm-bindgen and wasm-bindgen-test-runner in the right version. */
export async function bindgen() {
  const version = bindgenVersion();
  const own = join(targetDir, 'tools', 'bin');
  const suffix = windows ? '.exe' : '';
  const folders = [own, cargoBin, ...(process.env.PATH || '').split(windows ? ';' : ':')].filter(Boolean);
  const fits = (folder) =>
    existsSync(join(folder, `wasm-bindgen-test-runner${suffix}`)) &&
    output(join(folder, `wasm-bindgen${suffix}`), ['-V']) === `wasm-bindgen ${version}`;
  const found = folders.find(fits);
  if (found) return found;
  say(`Building wasm-bindgen-cli ${version} (once, some minutes)`);
  mkdirSync(join(targetDir, 'tools'), { recursive: true });
  await run(cargo(), ['install', 'wasm-bindgen-cli', '--version', version, '--root', join(targetDir, 'tools')], {
    // It runs for a second per build: compile it fast rather than make it fast.
    env: {
      CARGO_PROFILE_RELEASE_OPT_LEVEL: '1',
      CARGO_PROFILE_RELEASE_DEBUG: '0',
      CARGO_PROFILE_RELEASE_CODEGEN_UNITS: '16',
      CARGO_TARGET_DIR: join(targetDir, 'tools', 'build'),
      RUSTFLAGS: '',
    },
  });
  if (!fits(own)) throw new Stop('wasm-bindgen-cli was installed but does not answer with the right version.');
  return own;
}

const browserNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

function findBrowser() {
  const chromium = process.env.CHROMIUM || browserNames.map((n) => which(n)).find(Boolean);
  const driver = process.env.CHROMEDRIVER || which('chromedriver', ['/usr/lib/chromium', '/usr/lib/chromium-browser']);
  return { chromium, driver };
}

function hasChineseFont() {
  return process.platform !== 'linux' || output('fc-list', [':lang=zh-cn', 'family']) !== '';
}

/** Chromium and its driver for the tests; installed on Debian when there is the right to do so. */
export async function browser() {
  let found = findBrowser();
  if ((!found.chromium || !found.driver || !hasChineseFont()) && existsSync('/etc/debian_version')) {
    if (process.getuid?.() === 0) {
      say('Installing Chromium, its driver and a Chinese font');
      const env = { DEBIAN_FRONTEND: 'noninteractive' };
      await run('apt-get', ['update', '-q'], { env, cwd: root });
      await run(
        'apt-get',
        ['install', '-y', '-q', '--no-install-recommends', 'chromium', 'chromium-driver', 'fontconfig', 'fonts-noto-cjk'],
        { env },
      );
      found = findBrowser();
    }
  }
  if (!found.chromium || !found.driver) {
    throw new Stop(
      'The tests need Chromium and chromedriver of the same version.\n' +
        'Debian: apt-get install chromium chromium-driver fonts-noto-cjk\n' +
        'Elsewhere: put both on PATH, or name them in CHROMIUM and CHROMEDRIVER.',
    );
  }
  return found;
}
