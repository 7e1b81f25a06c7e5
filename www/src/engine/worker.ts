import { initSync } from './pkg/engine.js';
import { initSync as initEvaluating } from './pkg/evaluate.js';
import { initSync as initLakes } from './pkg/lakes.js';
import { initSync as initStandards } from './pkg/standards.js';
import { initSync as initWater } from './pkg/water.js';
import { Session } from './session';
import { keepUnpacker } from './unpack';
import type { FromWorker, ToWorker } from './types';

const sessions = new Map<string, Session>();

const send = (message: FromWorker) => self.postMessage(message);

function session(name: string): Session {
  let found = sessions.get(name);
  if (!found) sessions.set(name, (found = new Session()));
  return found;
}

async function answer(message: ToWorker): Promise<unknown> {
  switch (message.do) {
    case 'start':
      initSync({ module: message.module });
      return null;
    case 'start-more':
      if (message.part === 'unpack') keepUnpacker(message.module);
      else ({ evaluate: initEvaluating, water: initWater, lakes: initLakes, standards: initStandards })[message.part]({ module: message.module });
      return null;
    case 'run': {
      let last = 0;
      return session(message.session).run(message.sources, message.choices, {
        most: Infinity,
        pause(progress) {
          const now = Date.now();
          if (now - last < 80) return;
          last = now;
          send({ id: message.id, progress });
        },
      });
    }
    case 'ask':
      return session(message.session).ask(message.question, ...message.args);
  }
}

self.addEventListener('message', (event: MessageEvent<ToWorker>) => {
  const { id } = event.data;
  answer(event.data).then(
    (value) => send({ id, value }),
    (error: unknown) => {
      // After a trap the instance cannot be trusted; the page replaces this worker.
      const fatal = error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
      const { message, name } = error instanceof Error || error instanceof DOMException ? error : new Error(String(error));
      send({ id, error: message, name, fatal });
    },
  );
});
