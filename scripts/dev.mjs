// npm run dev: the page with reload on change. The core is built once at the start.
import { at, main, run } from './lib.mjs';
import { npmPackages } from './setup.mjs';
import { buildWasm } from './wasm.mjs';

main(async () => {
  await npmPackages();
  await buildWasm();
  await run(process.execPath, [at('node_modules', 'vite', 'bin', 'vite.js')]);
});
