// npm start: everything from a fresh checkout to a page on localhost.
import { build, dist } from './build.mjs';
import { main, say } from './lib.mjs';
import { serve } from './serve.mjs';

main(async () => {
  await build();
  const { address } = await serve(dist, { port: Number(process.env.PORT) || 4173 });
  say(`envgrade is ready at ${address}`);
  console.log('Ctrl+C ends it. dist/envgrade.html is the same in one file, for use without a server.');
});
