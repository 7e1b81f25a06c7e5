// The page's side of the core: a worker with the module that grades, and the module that draws on the page itself.
import init, * as core from './pkg/draw.js';
import initEngine from './pkg/engine.js';
import initEvaluating from './pkg/evaluate.js';
import initLakes, { WaterEvaluator as LakesEvaluator } from './pkg/lakes.js';
import initStandards from './pkg/standards.js';
import initWater, { WaterEvaluator } from './pkg/water.js';
import drawUrl from './pkg/draw_bg.wasm?url';
import engineUrl from './pkg/engine_bg.wasm?url';
import evaluateUrl from './pkg/evaluate_bg.wasm?url';
import lakesUrl from './pkg/lakes_bg.wasm?url';
import standardsUrl from './pkg/standards_bg.wasm?url';
import unpackUrl from './pkg/unpack_bg.wasm?url';
import waterUrl from './pkg/water_bg.wasm?url';
import workerUrl from './worker.ts?worker&url';
import { Session, type Source } from './session';
import { sharedFrom } from './shared';
import { keepUnpacker } from './unpack';
import { partOf, type Answers, type Choices, type FromWorker, type Part, type Progress, type Question, type Questions, type ResultView, type ToWorker, type WaterAnswer, type WaterArgs, type WaterChoices, type WaterMethod } from './types';

export { core };

const embedded = (id: string) => document.getElementById(id)?.textContent ?? undefined;

const urls = { draw: drawUrl, engine: engineUrl, evaluate: evaluateUrl, water: waterUrl, lakes: lakesUrl, standards: standardsUrl, unpack: unpackUrl };

async function compile(part: keyof typeof urls): Promise<WebAssembly.Module> {
  const text = embedded(`envgrade-${part}`);
  if (text !== undefined) {
    const packed = Uint8Array.from(atob(text.trim()), (c) => c.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
    return WebAssembly.compile(await new Response(stream).arrayBuffer());
  }
  const url = urls[part];
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} ${url}`);
  try {
    return await WebAssembly.compileStreaming(response.clone());
  } catch {
    // Hosts that do not know .wasm send another type, which streaming refuses.
    return WebAssembly.compile(await response.arrayBuffer());
  }
}

let engine: Promise<WebAssembly.Module> | undefined;
let ready: Promise<void> | undefined;
let hereReady: Promise<unknown> | undefined;
/** The modules that are loaded when they are first asked for, and those that the page itself has begun. */
const more: Partial<Record<Part, Promise<WebAssembly.Module>>> = {};
const moreHere: Partial<Record<Part, Promise<unknown>>> = {};

/** Gives the page the module that draws, and fetches the one that grades meanwhile. */
export function start(): Promise<void> {
  ready ??= compile('draw').then(async (module) => {
    await init({ module_or_path: module });
  });
  engine ??= compile('engine');
  // Whoever needs it hears of a failure; until then it is nobody's.
  engine.catch(() => undefined);
  return ready;
}

/** Gives the page its own grading, where there is no worker. */
function startHere(): Promise<unknown> {
  hereReady ??= (engine as Promise<WebAssembly.Module>).then((module) => initEngine({ module_or_path: module }));
  return hereReady;
}

/** A module that is fetched and compiled when it is first asked for; after a failure, again. */
function fetched(part: Part): Promise<WebAssembly.Module> {
  return (more[part] ??= compile(part).catch((error: unknown) => {
    delete more[part];
    throw error;
  }));
}

/** The sources, each with whether it has to be unpacked, which its first bytes say. */
function looked(sources: Source[]): Promise<Source[]> {
  return Promise.all(
    sources.map(async (source) => {
      const first = await new Response(source.data.slice(0, 16 * 1024)).arrayBuffer();
      return { ...source, packed: core.is_packed(new Uint8Array(first)) };
    }),
  );
}

const arePacked = (sources: Source[]) => sources.some((source) => source.packed);

/**
 * Workers on one large file. One: with two, `npm run bench` was slower on the machine of benches/RESULTS.md, whose two cores
 * the browser needs for itself, and more have not been measured.
 */
const mostWorkers = 1;

let blobUrl: string | undefined;

function createWorker(): Worker | undefined {
  if (typeof Worker === 'undefined') return undefined;
  try {
    const text = embedded('envgrade-worker');
    if (text !== undefined) {
      blobUrl ??= URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
      return new Worker(blobUrl);
    }
    return new Worker(workerUrl, import.meta.env.DEV ? { type: 'module' } : undefined);
  } catch {
    return undefined;
  }
}

export class Cancelled extends Error {}
/** The engine stopped for good; a fresh one takes over with the next run. */
export class Broken extends Error {}

interface Waiting {
  resolve: (value: never) => void;
  reject: (error: Error) => void;
  progress?: (progress: Progress) => void;
}

interface Recipe {
  sources: Source[];
  choices: Choices;
}

interface Job {
  cancelled: boolean;
}

type Body = ToWorker extends infer M ? (M extends ToWorker ? Omit<M, 'id'> : never) : never;

export class Client {
  private worker: Worker | undefined;
  private started: Promise<void> | undefined;
  /** Workers that read ranges of a large file for it, while it reads one. */
  private helpers: Worker[] = [];
  /** The further modules that this worker has. */
  private has: Partial<Record<Part, Promise<void>>> = {};
  private workerFails = false;
  private waiting = new Map<number, Waiting>();
  private next = 1;
  /** What each session was made from, so that a fresh worker can make it again. */
  private recipes = new Map<string, Recipe>();
  private alive = new Set<string>();
  private reviving = new Map<string, Promise<unknown>>();
  private local = new Map<string, Session>();
  private job: Job | undefined;

  /** Whether the work happens off the page's own thread. */
  get offThread(): boolean {
    return this.worker !== undefined;
  }

  private async prepare(): Promise<boolean> {
    await start();
    if (this.workerFails) return false;
    if (!this.worker) {
      const worker = createWorker();
      if (!worker) {
        this.workerFails = true;
        return false;
      }
      this.worker = worker;
      worker.onmessage = (event: MessageEvent<FromWorker>) => this.hear(event.data);
      worker.onerror = (event) => {
        event.preventDefault();
        this.drop(new Broken(event.message || 'worker'));
      };
      // Set before anything is waited for: whoever comes meanwhile must wait for the module, too.
      this.started = (engine as Promise<WebAssembly.Module>).then((module) => {
        if (this.worker !== worker) throw new Cancelled();
        return this.send<void>({ do: 'start', module });
      });
    }
    try {
      await this.started;
      return true;
    } catch (error) {
      if (error instanceof Cancelled) throw error;
      // A policy or an old kernel may forbid the worker; the page then works in slices itself.
      this.workerFails = true;
      return false;
    }
  }

  private hear(message: FromWorker): void {
    const waiting = this.waiting.get(message.id);
    if (!waiting) return;
    if ('progress' in message) {
      waiting.progress?.(message.progress);
      return;
    }
    this.waiting.delete(message.id);
    if ('error' in message) {
      if (message.fatal) {
        waiting.reject(new Broken(message.error));
        this.drop(new Broken(message.error));
      } else {
        waiting.reject(Object.assign(new Error(message.error), { name: message.name }));
      }
    } else {
      waiting.resolve(message.value as never);
    }
  }

  private send<T>(body: Body, progress?: (progress: Progress) => void, transfer: Transferable[] = []): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const id = this.next++;
      this.waiting.set(id, { resolve: resolve as (value: never) => void, reject, progress });
      (this.worker as Worker).postMessage({ ...body, id }, transfer);
    });
  }

  /** Ends the worker and everything that waits for it. */
  private drop(reason: Error): void {
    this.worker?.terminate();
    this.worker = undefined;
    this.dismiss();
    this.started = undefined;
    this.has = {};
    this.alive.clear();
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    waiting.forEach((w) => w.reject(reason));
  }

  /** As many workers as help with these files, and the ports to them. */
  private async callHelpers(sources: Source[]): Promise<MessagePort[]> {
    this.dismiss();
    const most = Math.min(navigator.hardwareConcurrency || 1, mostWorkers) - 1;
    if (most < 1 || !sources.some((source) => source.data.size >= sharedFrom)) return [];
    const module = await (engine as Promise<WebAssembly.Module>);
    const ports: MessagePort[] = [];
    for (let number = 0; number < most; number++) {
      const helper = createWorker();
      if (!helper) break;
      const { port1, port2 } = new MessageChannel();
      const forMain = this.worker;
      helper.onerror = (event) => {
        event.preventDefault();
        if (this.worker && this.worker === forMain) this.send({ do: 'lost', helper: number }).catch(() => undefined);
      };
      helper.postMessage({ id: 0, do: 'start', module } satisfies ToWorker);
      helper.postMessage({ id: 0, do: 'help', port: port1 } satisfies ToWorker, [port1]);
      this.helpers.push(helper);
      ports.push(port2);
    }
    return ports;
  }

  private dismiss(): void {
    this.helpers.forEach((helper) => helper.terminate());
    this.helpers = [];
  }

  cancel(): void {
    if (this.job) this.job.cancelled = true;
    this.drop(new Cancelled());
  }

  async run(
    session: string,
    given: Source[],
    choices: Choices,
    progress: (progress: Progress) => void,
  ): Promise<ResultView> {
    const job: Job = { cancelled: false };
    this.job = job;
    this.recipes.delete(session);
    this.alive.delete(session);
    this.local.delete(session);
    const inWorker = await this.prepare();
    const sources = await looked(given);
    if (arePacked(sources)) await this.prepareMore('unpack', inWorker);
    if (job.cancelled) throw new Cancelled();
    const result = inWorker
      ? await this.runShared(session, sources, choices, progress, job)
      : await this.runHere(session, sources, choices, progress, job);
    this.recipes.set(session, { sources, choices });
    this.alive.add(session);
    return result;
  }

  private async runShared(session: string, sources: Source[], choices: Choices, progress: (progress: Progress) => void, job: Job): Promise<ResultView> {
    const helpers = await this.callHelpers(sources);
    // Whoever cancelled meanwhile has ended the worker, too.
    if (job.cancelled || !this.worker) throw new Cancelled();
    const called = this.helpers;
    try {
      return await this.send<ResultView>({ do: 'run', session, sources, choices, helpers }, progress, helpers);
    } finally {
      if (this.helpers === called) this.dismiss();
    }
  }

  private async runHere(
    session: string,
    sources: Source[],
    choices: Choices,
    progress: (progress: Progress) => void,
    job: Job,
  ): Promise<ResultView> {
    await startHere();
    const local = new Session();
    let last = Date.now();
    const result = await local.run(sources, choices, {
      most: 256 * 1024,
      async pause(p) {
        if (job.cancelled) throw new Cancelled();
        if (Date.now() - last < 30) return;
        progress(p);
        await new Promise((resolve) => setTimeout(resolve));
        last = Date.now();
      },
    });
    this.local.set(session, local);
    return result;
  }

  async ask<Q extends Question>(session: string, question: Q, ...args: Questions[Q]): Promise<Answers[Q]> {
    const inWorker = await this.prepare();
    const part = partOf(question, args);
    if (part) await this.prepareMore(part, inWorker);
    if (!inWorker) {
      const local = this.local.get(session);
      if (!local) throw new Error('no result');
      return local.ask(question, ...args);
    }
    if (!this.alive.has(session)) {
      const recipe = this.recipes.get(session);
      if (!recipe) throw new Error('no result');
      if (arePacked(recipe.sources)) await this.prepareMore('unpack', inWorker);
      let again = this.reviving.get(session);
      if (!again) {
        again = this.send({ do: 'run', session, ...recipe })
          .then(() => this.alive.add(session))
          .finally(() => this.reviving.delete(session));
        this.reviving.set(session, again);
      }
      await again;
    }
    return this.send<Answers[Q]>({ do: 'ask', session, question, args });
  }

  private async prepareMore(part: Part, inWorker: boolean): Promise<void> {
    const module = await fetched(part);
    if (!inWorker) {
      if (part === 'unpack') keepUnpacker(module);
      else await (moreHere[part] ??= { evaluate: initEvaluating, water: initWater, lakes: initLakes, standards: initStandards }[part]({ module_or_path: module }));
      return;
    }
    // Another worker may have come while the module was on its way.
    if (!(await this.prepare())) return this.prepareMore(part, false);
    const { has } = this;
    await (has[part] ??= this.send<void>({ do: 'start-more', part, module }).catch((error: unknown) => {
      delete has[part];
      throw error;
    }));
  }

  /** An answer of the modules of water, by the name of a method of theirs. */
  askWater<M extends WaterMethod>(session: string, choices: WaterChoices, method: M, ...args: WaterArgs<M>): Promise<WaterAnswer<M>> {
    const part = method in WaterEvaluator.prototype ? 'water' : method in LakesEvaluator.prototype ? 'lakes' : 'standards';
    return this.ask(session, 'water', part, choices, method, ...args) as Promise<WaterAnswer<M>>;
  }

  forget(session: string): void {
    this.recipes.delete(session);
    this.alive.delete(session);
    this.local.delete(session);
  }
}
