// npm test: every check, cheapest first. --full adds the long ones, --only=a,b picks some.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { Stop, at, main, run, say, targetDir, windows } from './lib.mjs';
import { bindgen, browser, cargo, components, npmPackages, wasmTarget } from './setup.mjs';
import { buildWasm, checkSize } from './wasm.mjs';

const full = process.argv.includes('--full');
const only = process.argv.find((a) => a.startsWith('--only='))?.slice(7).split(',');
const node = (script, ...args) => run(process.execPath, [at('node_modules', ...script), ...args]);

const steps = {
  async format() {
    await components();
    await run(cargo(), ['fmt', '--all', '--check']);
  },
  async clippy() {
    await components();
    await run(cargo(), ['clippy', '--all-targets', '--', '-D', 'warnings']);
  },
  native: () => run(cargo(), ['test']),
  async browser() {
    if (!existsSync(at('tests', 'browser.rs'))) throw new Stop('tests/browser.rs is missing.');
    await wasmTarget();
    const tools = await bindgen();
    const { driver } = await browser();
    await run(cargo(), ['test', '--target', 'wasm32-unknown-unknown', '--no-default-features', '--features', 'engine,evaluate,water,lakes,standards,draw', '--test', 'browser'], {
      env: {
        CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER: join(tools, `wasm-bindgen-test-runner${windows ? '.exe' : ''}`),
        CHROMEDRIVER: driver,
        CARGO_TARGET_DIR: targetDir,
      },
    });
  },
  async types() {
    await build();
    await node(['typescript', 'bin', 'tsc'], '--noEmit', '-p', 'tsconfig.json');
    await node(['typescript', 'bin', 'tsc'], '--noEmit', '-p', join('tests', 'journeys', 'tsconfig.json'));
  },
  async journeys() {
    await build();
    const { chromium } = await browser();
    await run(process.execPath, [at('node_modules', '@playwright', 'test', 'cli.js'), 'test', ...rest()], {
      env: { CHROMIUM: chromium },
    });
  },
  async size() {
    await build();
    checkSize();
  },
  // Properties on many more cases, and what takes long or much memory.
  long: () => run(cargo(), ['test', '--release', '--', '--include-ignored'], { env: { PROPTEST_CASES: '4096' } }),
  async engines() {
    await buildWasm();
    await run(process.execPath, [at('tests', 'engines', 'old.mjs')]);
  },
};

/** What is left of the arguments goes to the journeys, for example a file name. */
const rest = () => process.argv.slice(2).filter((a) => !a.startsWith('--only=') && a !== '--full');

main(async () => {
  await npmPackages();
  const begun = Date.now();
  for (const [name, step] of Object.entries(steps)) {
    if (only ? !only.includes(name) : (name === 'long' || name === 'engines') && !full) continue;
    const start = Date.now();
    say(`${name}`);
    await step();
    say(`${name}: ${((Date.now() - start) / 1000).toFixed(1)} s`);
  }
  say(`All passed in ${((Date.now() - begun) / 1000).toFixed(0)} s`);
});
